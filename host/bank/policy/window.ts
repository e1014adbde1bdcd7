import { NEVER } from '../kernel/never.ts';
import { policyNumbers } from '../kernel/policy-numbers.ts';
import { acceptedAhead, acceptedBehind } from '../kernel/windows.ts';
import type { CodeWindow, Policy } from './policy.ts';

/** What of a token decides how wide its window is. */
export interface WindowCase {
  /** Whether the factor is time; else a counter. */
  readonly timed: boolean;
  /** Length of a step in seconds, where it is time. */
  readonly stepSeconds: number;
  /** When a code was accepted last; undefined: never, or the token was reset. */
  readonly acceptedAt: number | undefined;
  readonly wrongInARow: number;
  readonly unixSeconds: number;
}

/**
 * How far a code may be off now, in whole steps or counters: the window of the first use, the
 * normal one, or the one that has grown since the last accepted code. -1 to both sides, not even in
 * the middle, after so many wrong codes that none is accepted alone.
 */
export function codeWindow(policy: Policy, token: WindowCase): CodeWindow {
  const { timed, stepSeconds, wrongInARow, acceptedAt = NEVER } = token;
  const numbers = policyNumbers(
    policy,
    timed ? { kind: 'time', stepSeconds, t0: 0, answers: false } : { kind: 'counter', first: 0 },
  );
  const unixSeconds = Math.floor(token.unixSeconds);
  return {
    behind: acceptedBehind(numbers, wrongInARow, acceptedAt, unixSeconds),
    ahead: acceptedAhead(numbers, wrongInARow, acceptedAt, unixSeconds),
  };
}
