import type { Policy } from './policy.ts';
import { DAY_SECONDS } from './day-seconds.ts';

/** What of a token's memory locks and throttling look at. */
export interface WrongCount {
  /** Wrong codes since the last accepted one. */
  readonly wrongInARow: number;
  /** When the last of them came. */
  readonly wrongAt?: number;
}

/** Whether so many wrong codes in a row lock. */
export function locksAt(policy: Policy, wrongInARow: number): boolean {
  return policy.lockAfter > 0 && wrongInARow >= policy.lockAfter;
}

/** Whether a token that was accepted last at that time is locked because nobody used it since. */
export function locksByIdleness(
  policy: Policy,
  acceptedAt: number | undefined,
  unixSeconds: number,
): boolean {
  const { lockAfterDays } = policy.idle;
  if (lockAfterDays === undefined || acceptedAt === undefined) return false;
  return unixSeconds - acceptedAt > lockAfterDays * DAY_SECONDS;
}

/** How many wrong codes in a row still count: none when the last came long enough ago. */
export function countedWrong(policy: Policy, count: WrongCount, unixSeconds: number): number {
  const { forgetWrongAfterSeconds: after } = policy;
  if (after === 0 || count.wrongAt === undefined) return count.wrongInARow;
  return unixSeconds - count.wrongAt >= after ? 0 : count.wrongInARow;
}
