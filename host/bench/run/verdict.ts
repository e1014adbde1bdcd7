import type { Reason, Verdict } from './record.ts';

/** What a run knows when it is over. */
export interface Findings {
  /** Why it is not PASS, of steps, faults, preconditions and the rig. */
  readonly reasons: readonly Pick<Reason, 'verdict'>[];
  /** How often something was expected, or measured. */
  readonly checks: number;
}

/** From what outweighs everything to what outweighs nothing. */
const WEIGHT = ['FAIL', 'INVALID', 'SKIPPED'] as const;

/**
 * The verdict of a run. A proven FAIL is never masked; what proves nothing is INVALID even when a
 * capability was lacking too; PASS wants something that was checked.
 */
export function verdictOf({ reasons, checks }: Findings): Verdict {
  for (const verdict of WEIGHT) {
    if (reasons.some((reason) => reason.verdict === verdict)) return verdict;
  }
  return checks > 0 ? 'PASS' : 'INVALID';
}

export const NOTHING_CHECKED = 'nothing was expected, nothing measured: such a run proves nothing';

/** An armed fault, as far as a verdict wants it. */
export interface Stimulus {
  readonly name: string;
  readonly firedCount: number;
  readonly evidence: string;
}

/** The faults that were armed and did nothing. */
function unfired(faults: readonly Stimulus[]): readonly Stimulus[] {
  return faults.filter(({ firedCount }) => firedCount === 0);
}

/**
 * What did not hold, in the light of the faults: where one of them never fired, the fob was never
 * put to the test that the scenario means, and what it did then is no FAIL.
 */
export function provenBy(faults: readonly Stimulus[], reason: Reason): Reason {
  const idle = unfired(faults);
  if (reason.verdict !== 'FAIL' || idle.length === 0) return reason;
  const names = idle.map(({ name }) => name).join(', ');
  const message = `${reason.message}; but that proves nothing, since ${names} never fired`;
  return { ...reason, verdict: 'INVALID', message };
}

/** One reason for each fault that never fired. */
export function idleReasons(faults: readonly Stimulus[]): readonly Reason[] {
  return unfired(faults).map(({ name, evidence }) => ({
    verdict: 'INVALID',
    message: `the fault ${name} never fired: ${evidence}`,
  }));
}
