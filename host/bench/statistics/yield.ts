import type { RunRecord } from '../run/record.ts';

/**
 * How a group of runs went, honest about retests. A unit is one scenario, with its parameters, on
 * one fob. Runs that prove nothing (INVALID) or that could not be done (SKIPPED) are the bench's
 * affair: they are counted, and no unit is judged by them.
 */
export interface Yield {
  /** Judged units: those with a PASS or FAIL. */
  readonly units: number;
  /** Judged runs: several of one unit are retests. */
  readonly runs: number;
  /** Units whose first judged run of all is among these: the others were judged elsewhere before. */
  readonly begun: number;
  /** Those of them whose first judged run passed without a retried group. */
  readonly firstPass: number;
  /** Units whose last judged run passed. */
  readonly finalPass: number;
  /** Units that were judged more than once, or passed in a retried group alone. */
  readonly retested: number;
  readonly invalid: number;
  readonly skipped: number;
}

/** Of 0 to 1; undefined where there is no unit. */
export interface YieldRates {
  /** Of the units that were begun here. */
  readonly firstPass?: number;
  readonly final?: number;
  readonly retest?: number;
}

/**
 * The records in the order in which they were stored. `history`: all that there are, when `records`
 * are some of them: who failed in one port and passed in another did not pass at first there.
 */
export function yieldOf(
  records: readonly RunRecord[],
  history: readonly RunRecord[] = records,
): Yield {
  const units = Map.groupBy(records.filter(isJudged), unitOf);
  const firstOfAll = firstRuns(history);
  let begun = 0;
  let firstPass = 0;
  let finalPass = 0;
  let retested = 0;
  for (const [unit, runs] of units) {
    const [first] = runs;
    const last = runs.at(-1);
    const beginsHere = first === (firstOfAll.get(unit) ?? first);
    if (beginsHere) begun++;
    if (beginsHere && first?.verdict === 'PASS' && !first.unstable) firstPass++;
    if (last?.verdict === 'PASS') finalPass++;
    if (!beginsHere || runs.length > 1 || runs.some(({ unstable }) => unstable)) retested++;
  }
  return {
    units: units.size,
    runs: records.filter(isJudged).length,
    begun,
    firstPass,
    finalPass,
    retested,
    invalid: records.filter(({ verdict }) => verdict === 'INVALID').length,
    skipped: records.filter(({ verdict }) => verdict === 'SKIPPED').length,
  };
}

export function ratesOf({ begun, finalPass, firstPass, retested, units }: Yield): YieldRates {
  if (units === 0) return {};
  return {
    ...(begun === 0 ? {} : { firstPass: firstPass / begun }),
    final: finalPass / units,
    retest: retested / units,
  };
}

function firstRuns(history: readonly RunRecord[]): ReadonlyMap<string, RunRecord> {
  const first = new Map<string, RunRecord>();
  for (const record of history.filter(isJudged)) {
    const unit = unitOf(record);
    if (!first.has(unit)) first.set(unit, record);
  }
  return first;
}

/** Whether a run says anything of its fob. */
export function isJudged({ verdict }: RunRecord): boolean {
  return verdict === 'PASS' || verdict === 'FAIL';
}

function unitOf({ device, scenario }: RunRecord): string {
  return JSON.stringify([device.deviceId, scenario.name, scenario.parameters]);
}
