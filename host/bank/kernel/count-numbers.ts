import { DAY_SECONDS } from '../policy/day-seconds.ts';
import type { Policy } from '../policy/policy.ts';
import { NEVER } from './never.ts';

/** What a policy says of wrong codes and idle tokens, flat; `Infinity` for what never comes. */
export interface CountNumbers {
  readonly lockAfter: number;
  readonly idleLockSeconds: number;
  readonly replayCounts: boolean;
  readonly throttleSeconds: number;
  readonly delayAfterWrong: number;
  readonly delaySeconds: number;
  readonly forgetAfterSeconds: number;
}

export function countNumbers(policy: Policy): CountNumbers {
  const { lockAfter, idle, delay, forgetWrongAfterSeconds: forget } = policy;
  return {
    lockAfter: lockAfter > 0 ? lockAfter : Infinity,
    idleLockSeconds: (idle.lockAfterDays ?? Infinity) * DAY_SECONDS,
    replayCounts: policy.replayCounts === true,
    throttleSeconds: policy.throttleSeconds,
    delayAfterWrong: delay?.afterWrong ?? Infinity,
    delaySeconds: delay?.seconds ?? 0,
    forgetAfterSeconds: forget > 0 ? forget : Infinity,
  };
}

/** Whether a token that was accepted last at that time is locked because nobody used it since. */
export function isIdle(p: CountNumbers, acceptedAt: number, unixSeconds: number): boolean {
  return acceptedAt !== NEVER && unixSeconds - acceptedAt > p.idleLockSeconds;
}

/** Whether the wrong codes no longer count, since the last of them came long enough ago. */
export function isForgotten(p: CountNumbers, wrongAt: number, unixSeconds: number): boolean {
  return wrongAt !== NEVER && unixSeconds - wrongAt >= p.forgetAfterSeconds;
}

/**
 * Seconds until the next code is looked at, 0 for at once. RFC 4226 §7.3: after the n-th wrong code
 * in a row n × T. A clock that was set back lengthens no wait.
 */
export function waitAfter(
  p: CountNumbers,
  wrongInARow: number,
  wrongAt: number,
  unixSeconds: number,
): number {
  if (wrongAt === NEVER || wrongInARow === 0) return 0;
  const fixed = wrongInARow >= p.delayAfterWrong ? p.delaySeconds : 0;
  const wait = Math.max(p.throttleSeconds * wrongInARow, fixed);
  return Math.max(0, wait - Math.max(0, unixSeconds - wrongAt));
}
