import type { RunRecord, Verdict } from '../run/record.ts';

/** What several runs came to. */
export interface Tally {
  readonly PASS: number;
  readonly FAIL: number;
  readonly INVALID: number;
  readonly SKIPPED: number;
}

/** One document for programs: what `fob bench run --json` prints. */
export interface BenchDocument {
  readonly format: 'fobkit bench';
  readonly version: 1;
  readonly verdict: Verdict;
  readonly tally: Tally;
  /** Runs that were never begun, because it was interrupted. */
  readonly notRun: number;
  readonly runs: readonly RunRecord[];
}

/** `planned`: how many runs there were to be; those that there are if absent. */
export function benchDocument(
  runs: readonly RunRecord[],
  planned: number = runs.length,
): BenchDocument {
  return {
    format: 'fobkit bench',
    version: 1,
    verdict: verdictOfAll(runs, planned),
    tally: tallyOf(runs),
    notRun: planned - runs.length,
    runs,
  };
}

export function tallyOf(runs: readonly Pick<RunRecord, 'verdict'>[]): Tally {
  const tally = { PASS: 0, FAIL: 0, INVALID: 0, SKIPPED: 0 };
  for (const { verdict } of runs) tally[verdict]++;
  return tally;
}

/**
 * The worst of all; PASS when some passed and the others were skipped. No run at all, or fewer than
 * were `planned`, prove nothing.
 */
export function verdictOfAll(
  runs: readonly Pick<RunRecord, 'verdict'>[],
  planned: number = runs.length,
): Verdict {
  const tally = tallyOf(runs);
  if (tally.FAIL > 0) return 'FAIL';
  if (tally.INVALID > 0 || runs.length === 0 || runs.length < planned) return 'INVALID';
  return tally.PASS > 0 ? 'PASS' : 'SKIPPED';
}
