import type { BaseIssue } from 'valibot';
import { suggestion } from './nearest.ts';
import type { FileFault, PositionedYaml, YamlPath } from './positioned-yaml.ts';

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
  const last = String(path.at(-1) ?? 'the file');
  // The place of an unknown key is the key itself; so is that of a key with a bad name.
  if (issue.type === 'strict_object' && issue.expected === 'never') {
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

/** In the order of the file. */
export function inOrder(faults: readonly FileFault[]): readonly FileFault[] {
  return faults.toSorted(
    ({ place: one }, { place: other }) => one.line - other.line || one.column - other.column,
  );
}

function messageOf(issue: BaseIssue<unknown>): string {
  // What valibot says by itself begins with "Invalid"; what the schema says is for people.
  if (!issue.message.startsWith('Invalid')) return issue.message;
  const given = issue.received.replaceAll('"', '').slice(0, 80);
  const expected = issue.expected ?? 'something else';
  if (!expected.includes('|')) return `${given} stands where ${expected} should`;
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
