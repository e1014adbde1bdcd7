import { countNumbers, isIdle } from '../kernel/count-numbers.ts';
import { NEVER } from '../kernel/never.ts';
import type { Policy } from './policy.ts';

/** Whether a token that was accepted last at that time is locked because nobody used it since. */
export function locksByIdleness(
  policy: Policy,
  acceptedAt: number | undefined,
  unixSeconds: number,
): boolean {
  return isIdle(countNumbers(policy), acceptedAt ?? NEVER, unixSeconds);
}
