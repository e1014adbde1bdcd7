import { reasonText } from '../export/words.ts';
import type { RunRecord } from '../run/record.ts';
import {
  type BaselineValue,
  DEFAULT_MOST_MOVE,
  goldenValuesOf,
  movedValues,
  strayedValues,
} from './golden-values.ts';

/** The runs of the same scenarios on each fob. */
export interface QualifyingRuns {
  readonly golden: readonly RunRecord[];
  readonly knownBad: readonly RunRecord[];
  /** On the emulated golden fob in process. */
  readonly emulated: readonly RunRecord[];
}

export interface JudgeOptions {
  /** What the golden values are compared with; nothing if absent. */
  readonly baseline?: readonly BaselineValue[];
  /** Share of a limit span; a tenth if absent. */
  readonly mostMove?: number | undefined;
  /** Device ids that must have been in the fixture. */
  readonly expected: { readonly golden: string; readonly knownBad: string };
}

/**
 * Why a rig is not qualified, in a sentence each; none when it is. The emulated fob shows that the
 * scenarios are right, the golden one that the rig passes a good fob, the known-bad one that it does
 * not pass everything.
 */
export function judgeQualification(
  { emulated, golden, knownBad }: QualifyingRuns,
  { baseline = [], expected, mostMove = DEFAULT_MOST_MOVE }: JudgeOptions,
): readonly string[] {
  const values = goldenValuesOf(golden);
  return [
    ...mustPass(emulated, 'the emulated golden fob', 'the scenario itself is in doubt'),
    ...mustBe(golden, 'the golden fob', expected.golden),
    ...mustPass(golden, 'the golden fob', 'the rig fails a good fob'),
    ...strayedValues(values),
    ...movedValues(values, baseline, mostMove),
    ...mustBe(knownBad, 'the known-bad fob', expected.knownBad),
    ...mustFail(knownBad),
  ];
}

function mustPass(records: readonly RunRecord[], fob: string, meaning: string): readonly string[] {
  if (records.length === 0) return [`nothing was run on ${fob}`];
  return records.flatMap((record) => {
    const { scenario, unstable, verdict } = record;
    if (verdict !== 'PASS') return [`${fob}: ${scenario.name} is ${told(record)}; ${meaning}`];
    return unstable ? [`${fob}: ${scenario.name} passed only when it was tried again`] : [];
  });
}

function mustFail(records: readonly RunRecord[]): readonly string[] {
  const invalid = records.filter(({ verdict }) => verdict === 'INVALID');
  if (invalid.length > 0) {
    return invalid.map((record) => `the known-bad fob: ${record.scenario.name} is ${told(record)}`);
  }
  if (records.some(({ verdict }) => verdict === 'FAIL')) return [];
  return ['nothing failed on the known-bad fob: the rig passes a bad fob'];
}

/** A run that was lost before the fob answered tells no id, and is no PASS anyway. */
function mustBe(records: readonly RunRecord[], fob: string, expected: string): readonly string[] {
  const others = records
    .filter(({ verdict }) => verdict === 'PASS' || verdict === 'FAIL')
    .map(({ device }) => device.deviceId)
    .filter((id) => id !== expected);
  return [...new Set(others)].map((id) => `${fob} is not ${expected}: ${id} was there`);
}

function told(record: RunRecord): string {
  const [reason] = record.reasons;
  return reason === undefined ? record.verdict : `${record.verdict}, ${reasonText(reason)}`;
}
