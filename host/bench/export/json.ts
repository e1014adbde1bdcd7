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
  readonly runs: readonly RunRecord[];
}

export function benchDocument(runs: readonly RunRecord[]): BenchDocument {
  return {
    format: 'fobkit bench',
    version: 1,
    verdict: verdictOfAll(runs),
    tally: tallyOf(runs),
    runs,
  };
}

export function tallyOf(runs: readonly Pick<RunRecord, 'verdict'>[]): Tally {
  const tally = { PASS: 0, FAIL: 0, INVALID: 0, SKIPPED: 0 };
  for (const { verdict } of runs) tally[verdict]++;
  return tally;
}

/** The worst of all; PASS when some passed and the others were skipped. */
export function verdictOfAll(runs: readonly Pick<RunRecord, 'verdict'>[]): Verdict {
  const tally = tallyOf(runs);
  if (tally.FAIL > 0) return 'FAIL';
  if (tally.INVALID > 0) return 'INVALID';
  return tally.PASS > 0 || tally.SKIPPED === 0 ? 'PASS' : 'SKIPPED';
}
