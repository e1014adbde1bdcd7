import { countNumbers, waitAfter } from '../kernel/count-numbers.ts';
import { NEVER } from '../kernel/never.ts';
import type { Policy } from './policy.ts';

/** What of a token's memory throttling looks at. */
export interface WrongCount {
  /** Wrong codes since the last accepted one. */
  readonly wrongInARow: number;
  /** When the last of them came. */
  readonly wrongAt?: number;
}

/**
 * Seconds until the next code of a token is looked at, 0 for at once. RFC 4226 §7.3: after the
 * n-th wrong code in a row n × T. It hangs on the token and not on a session, so that guesses in
 * parallel wait for each other. A clock that was set back lengthens no wait.
 */
export function waitSeconds(policy: Policy, count: WrongCount, unixSeconds: number): number {
  const { wrongInARow, wrongAt = NEVER } = count;
  return waitAfter(countNumbers(policy), wrongInARow, wrongAt, Math.floor(unixSeconds));
}
