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
  const list = listForWords(told, pathOf(told)) ?? listForWords(issue, path);
  if (list !== undefined) {
    const place = yaml.valuePlace(list);
    // Of a union its own words say more.
    const isWhole = list.length === pathOf(told).length;
    const wanted = isWhole ? wantedOf(told) : `write ${kindWords('Object')}`;
    return { place, path: list, message: `${labelOf(list)}: ${wanted}, not a list` };
  }
  // The place of an unknown key is the key itself; so is that of a key with a bad name.
  if (isUnknownWord(issue)) {
    const last = labelOf(path);
    const message = `${last} is no word here; ${suggestion(last, wordsAt(path.slice(0, -1)))}`;
    return { place: yaml.keyPlace(path), path, message };
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    const message = `${labelOf(path)} is missing`;
    return { place: yaml.valuePlace(path.slice(0, -1)), path, message };
  }
  if (path.length === 0 && issue.received === 'null') {
    return { place: yaml.valuePlace(path), message: 'the file is empty' };
  }
  if (issue.path?.at(-1)?.origin === 'key') {
    const message = `${labelOf(path.slice(0, -1))}: ${messageOf(issue, path.at(-1))}`;
    return { place: yaml.keyPlace(path), path, message };
  }
  // A schema may have read into something else what stands in the file.
  const message = `${labelOf(path)}: ${messageOf(issue, valueAt(yaml.data, path))}`;
  return { place: yaml.valuePlace(path), path, message };
}

/** Where the fault lies that is told of an issue. */
export function issuePath(told: BaseIssue<unknown>): YamlPath {
  return innermost(told, pathOf(told)).path;
}

/** Where a word stands that the schema has not; undefined when something else is wrong. */
export function unknownWord(told: BaseIssue<unknown>): YamlPath | undefined {
  const { issue, path } = innermost(told, pathOf(told));
  return isUnknownWord(issue) ? path : undefined;
}

function isUnknownWord({ expected, path, type }: BaseIssue<unknown>): boolean {
  const isStrange = type === 'strict_object' && expected === 'never';
  return isStrange && !Array.isArray(path?.at(-1)?.input);
}

/** In the order of the file; what stands twice is told once. */
export function inOrder(faults: readonly FileFault[]): readonly FileFault[] {
  const once = new Map(faults.map((fault) => [faultLine(fault), fault]));
  return [...once.values()].toSorted(
    ({ place: one }, { place: other }) => one.line - other.line || one.column - other.column,
  );
}

/** What a path ends with: `months, value 12` for an index. */
function labelOf(path: YamlPath): string {
  const last = path.at(-1) ?? 'the file';
  return typeof last === 'string' ? last : `${labelOf(path.slice(0, -1))}, value ${last + 1}`;
}

/** What is wanted, and what stands there instead. */
function messageOf(issue: BaseIssue<unknown>, input: unknown): string {
  const wanted = wantedOf(issue);
  const isTold = !wanted.startsWith('write ') || /, not [^,]*$/.test(wanted);
  if (isTold || (issue.kind !== 'schema' && typeof input === 'object')) return wanted;
  if (input === null || input === undefined) return `${wanted}; nothing stands there`;
  const isGlued = typeof input === 'string' && /^\w+:\S/.test(input);
  return `${wanted}, not ${shown(input)}${isGlued ? '; a colon has a space after it' : ''}`;
}

function valueAt(data: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    data,
  );
}

function wantedOf({ expected, message }: BaseIssue<unknown>): string {
  // What valibot says by itself begins with "Invalid"; what the schema says is for people.
  if (!message.startsWith('Invalid')) return message;
  const wanted = expected ?? 'something else';
  if (!wanted.includes('|')) return `write ${kindWords(wanted)}`;
  return `write one of ${wanted.replace(/["()]/g, '').replaceAll(' | ', ', ')}`;
}

/** What stands in a file, in a few letters. */
export function shown(input: unknown): string {
  if (typeof input === 'string') {
    const text = input.replaceAll(/\s+/g, ' ');
    return text.length <= 40 ? `"${text}"` : `"${text.slice(0, 39)}…"`;
  }
  if (typeof input === 'number' || typeof input === 'boolean') return String(input);
  if (input === null || input === undefined) return 'nothing';
  return kindWords(Array.isArray(input) ? 'Array' : 'Object');
}

/** Where a list stands for words and their values: its indices pass for keys. */
function listForWords(issue: BaseIssue<unknown>, path: YamlPath): YamlPath | undefined {
  const items = issue.path ?? [];
  const index = items.findIndex(({ input, type }) => type === 'object' && Array.isArray(input));
  return index < 0 ? undefined : path.slice(0, path.length - items.length + index);
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
    // A misspelt word tells more than that the right one is missing.
    const tells = one.issue.kind !== 'schema' || isUnknownWord(one.issue) ? 1 : 0;
    const weight = 2 * (one.path.length - path.length) + tells;
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
