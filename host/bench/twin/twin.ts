import { parse, stringify } from 'yaml';
import * as v from 'valibot';
import { mergePatch } from './merge-patch.ts';

/**
 * A defect as data: what is changed of a scenario, or of the fob type, so that a scenario that is
 * worth anything must fail. The steps stay as they are.
 */
export interface Defect {
  /** What is wrong, in a sentence. */
  readonly defect: string;
  /** Patches of the scenario's keys of the same names (RFC 7396). */
  readonly given?: unknown;
  readonly 'relying-party'?: unknown;
  readonly faults?: unknown;
  /** A patch of the fob type: of `product`, `parts`, `preset`. */
  readonly profile?: unknown;
  /** Name of a firmware that is wrong in one thing; whoever runs the twin has it. */
  readonly firmware?: string;
  /** Name of a relying party that is. */
  readonly bank?: string;
}

const patch = v.record(v.string(), v.unknown());
const defects = v.record(
  v.string(),
  v.strictObject({
    defect: v.pipe(v.string(), v.minLength(1)),
    given: v.exactOptional(patch),
    'relying-party': v.exactOptional(patch),
    faults: v.exactOptional(patch),
    profile: v.exactOptional(patch),
    firmware: v.exactOptional(v.string()),
    bank: v.exactOptional(v.string()),
  }),
);

/** The defects of a file of twins, by the name of their scenario. @throws v.ValiError */
export function readTwins(text: string): ReadonlyMap<string, Defect> {
  return new Map(Object.entries(v.parse(defects, parse(text))));
}

/** The text of a scenario file with a defect put in. */
export function twinText(scenario: string, defect: Defect): string {
  const { given, faults, 'relying-party': rules } = defect;
  const changes = { given, faults, 'relying-party': rules };
  const said = Object.entries(changes).filter(([, change]) => change !== undefined);
  return stringify(mergePatch(parse(scenario), Object.fromEntries(said)), { lineWidth: 0 });
}

/** A fob type, as data, with what a defect changes of it. */
export function twinProfile(profile: unknown, { profile: patch = {} }: Defect): unknown {
  return mergePatch(profile, patch);
}
