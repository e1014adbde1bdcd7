import { issuePath, schemaFault, schemaWords, unknownWord } from '@fobkit/store/yaml';
import type { FileFault, PositionedYaml, YamlPath } from '@fobkit/store/yaml';
import * as v from 'valibot';
import { type FleetData, fleetSchema, type FleetWords } from './fleet-schema.ts';

/** A file against the schema: what it says wrongly, and the words at its top that are right. */
export interface FleetShape {
  readonly faults: readonly FileFault[];
  /** Whole where there are no faults. */
  readonly data: FleetWords;
  readonly whole: FleetData | undefined;
}

type Issue = v.BaseIssue<unknown>;

/** Unknown words are told one at a time; of a file of nothing else these are enough. */
const MOST_UNKNOWN = 50;

/** What of a file has the shape of a fleet. */
export function shapeOf(yaml: PositionedYaml): FleetShape {
  const result = v.safeParse(fleetSchema, yaml.data);
  if (result.success) return { faults: [], data: result.output, whole: result.output };
  const faults = allIssues(yaml.data, result.issues).map((issue) =>
    schemaFault(yaml, issue, (path) => schemaWords(fleetSchema, path)),
  );
  return { faults, data: rightOf(yaml.data), whole: undefined };
}

/** A schema tells the first unknown word alone: each is taken out to find the next. */
function allIssues(data: unknown, first: readonly Issue[]): readonly Issue[] {
  const told: Issue[] = [];
  const rest = structuredClone(data);
  let issues = first;
  while (told.length < MOST_UNKNOWN) {
    const strange = issues.filter((issue) => unknownWord(issue) !== undefined);
    if (strange.length === 0) break;
    told.push(...strange);
    for (const issue of strange) takeOut(rest, unknownWord(issue) ?? []);
    issues = v.safeParse(fleetSchema, rest).issues ?? [];
  }
  // What lacks a word since it is misspelt is told by that.
  const around = new Set(told.map((issue) => JSON.stringify(issuePath(issue).slice(0, -1))));
  return [...told, ...issues.filter((issue) => !around.has(JSON.stringify(issuePath(issue))))];
}

function takeOut(data: unknown, path: YamlPath): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof data !== 'object' || data === null) return;
  if (rest.length === 0) Reflect.deleteProperty(data, key);
  else takeOut(Object.hasOwn(data, key) ? Reflect.get(data, key) : undefined, rest);
}

/** The words of the top that are right, each by itself. */
function rightOf(data: unknown): FleetWords {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  const words: Readonly<Record<string, v.GenericSchema>> = fleetSchema.entries;
  const right = Object.entries(data).filter(
    ([word, value]) => Object.hasOwn(words, word) && v.is(words[word] ?? v.never(), value),
  );
  const parsed = v.safeParse(v.partial(fleetSchema), Object.fromEntries(right));
  return parsed.success ? parsed.output : {};
}
