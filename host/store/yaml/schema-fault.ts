import type { BaseIssue } from 'valibot';
import { kindWords } from './kind-words.ts';
import { suggestion } from './nearest.ts';
import {
  faultLine,
  type FileFault,
  type PositionedYaml,
  type YamlPath,
} from './positioned-yaml.ts';

/**
 * What a valibot schema has against a file, for its writer.
 *
 * @param wordsAt The words that are possible where a path leads; none where anything goes.
 */
export function schemaFault(
  yaml: PositionedYaml,
  told: BaseIssue<unknown>,
  wordsAt: (path: YamlPath) => readonly string[],
): FileFault {
  const { issue, path } = innermost(told, pathOf(told));
  if (Array.isArray(issue.path?.at(-1)?.input) && issue.type === 'strict_object') {
    // Its indices pass for keys.
    const list = path.slice(0, -1);
    const message = `${lastOf(list)}: a list stands where ${kindWords('Object')} should`;
    return { place: yaml.valuePlace(list), message };
  }
  const last = lastOf(path);
  // The place of an unknown key is the key itself; so is that of a key with a bad name.
  if (isUnknownWord(issue)) {
    const message = `${last} is no word here; ${suggestion(last, wordsAt(path.slice(0, -1)))}`;
    return { place: yaml.keyPlace(path), message };
  }
  const origin = issue.path?.at(-1)?.origin;
  const place = origin === 'key' ? yaml.keyPlace(path) : yaml.valuePlace(path);
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return { place: yaml.valuePlace(path.slice(0, -1)), message: `${last} is missing` };
  }
  return { place, message: `${last}: ${messageOf(issue)}` };
}

/** Where a word stands that the schema has not; undefined when something else is wrong. */
export function unknownWord(told: BaseIssue<unknown>): YamlPath | undefined {
  const { issue, path } = innermost(told, pathOf(told));
  return isUnknownWord(issue) ? path : undefined;
}

function isUnknownWord({ expected, path, type }: BaseIssue<unknown>): boolean {
  const strange = type === 'strict_object' && expected === 'never';
  return strange && !Array.isArray(path?.at(-1)?.input);
}

/** In the order of the file; what stands twice is told once. */
export function inOrder(faults: readonly FileFault[]): readonly FileFault[] {
  const once = new Map(faults.map((fault) => [faultLine(fault), fault]));
  return [...once.values()].toSorted(
    ({ place: one }, { place: other }) => one.line - other.line || one.column - other.column,
  );
}

function lastOf(path: YamlPath): string {
  return String(path.at(-1) ?? 'the file');
}

function messageOf(issue: BaseIssue<unknown>): string {
  // What valibot says by itself begins with "Invalid"; what the schema says is for people.
  if (!issue.message.startsWith('Invalid')) return issue.message;
  const given = kindWords(issue.received);
  const expected = issue.expected ?? 'something else';
  if (!expected.includes('|')) return `${given} stands where ${kindWords(expected)} should`;
  return `${given} is none of: ${expected.replace(/["()]/g, '').replaceAll(' | ', ', ')}`;
}

interface Told {
  readonly issue: BaseIssue<unknown>;
  readonly path: YamlPath;
}

/** Of a union's issues that of the form which was meant: it has the right type, or goes deepest. */
function innermost(issue: BaseIssue<unknown>, path: YamlPath): Told {
  let found: Told | undefined;
  let most = 0;
  for (const inner of issue.issues ?? []) {
    const one = innermost(inner, [...path, ...pathOf(inner)]);
    const weight = 2 * (one.path.length - path.length) + (one.issue.kind === 'schema' ? 0 : 1);
    if (weight > most) {
      found = one;
      most = weight;
    }
  }
  return found ?? { issue, path };
}

function pathOf(issue: BaseIssue<unknown>): YamlPath {
  return (issue.path ?? []).flatMap(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? [key] : [],
  );
}
