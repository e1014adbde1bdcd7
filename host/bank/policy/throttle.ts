import type { WrongCount } from './lock.ts';
import type { Policy } from './policy.ts';

/**
 * Seconds until the next code of a token is looked at, 0 for at once. RFC 4226 §7.3: after the
 * n-th wrong code in a row n × T. It hangs on the token and not on a session, so that guesses in
 * parallel wait for each other. A clock that was set back lengthens no wait.
 */
export function waitSeconds(policy: Policy, count: WrongCount, unixSeconds: number): number {
  const { wrongInARow, wrongAt } = count;
  if (wrongAt === undefined || wrongInARow === 0) return 0;
  const wait = Math.max(policy.throttleSeconds * wrongInARow, fixedDelay(policy, wrongInARow));
  return Math.max(0, wait - Math.max(0, Math.floor(unixSeconds) - wrongAt));
}

function fixedDelay({ delay }: Policy, wrongInARow: number): number {
  return delay !== undefined && wrongInARow >= delay.afterWrong ? delay.seconds : 0;
}
