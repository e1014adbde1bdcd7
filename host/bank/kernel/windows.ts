import { DAY_SECONDS } from '../policy/day-seconds.ts';
import { NEVER } from './never.ts';
import type { PolicyNumbers } from './policy-numbers.ts';

/**
 * How far behind the middle a code is accepted now, in steps or counters: by the window of the first
 * use, the normal one, or the one that has grown since the last accepted code. -1, not even in the
 * middle, after so many wrong codes that none is accepted alone. Whole unix seconds.
 */
export function acceptedBehind(
  p: PolicyNumbers,
  wrongInARow: number,
  acceptedAt: number,
  unixSeconds: number,
): number {
  if (wrongInARow >= p.secondAfterWrong) return -1;
  if (acceptedAt === NEVER) return p.firstBehind;
  const grown = p.normalBehind + grownSteps(p, p.growsBehind, unixSeconds - acceptedAt);
  return Math.max(p.normalBehind, Math.min(p.limitBehind, grown));
}

/** How far ahead of it; -1 likewise. */
export function acceptedAhead(
  p: PolicyNumbers,
  wrongInARow: number,
  acceptedAt: number,
  unixSeconds: number,
): number {
  if (wrongInARow >= p.secondAfterWrong) return -1;
  if (acceptedAt === NEVER) return p.firstAhead;
  const grown = p.normalAhead + grownSteps(p, p.growsAhead, unixSeconds - acceptedAt);
  return Math.max(p.normalAhead, Math.min(p.limitAhead, grown));
}

/** A growth that fills a part of a step opens the whole step. */
function grownSteps(p: PolicyNumbers, thousandthsPerDay: number, idleSeconds: number): number {
  const growing = idleSeconds - p.growsAfterSeconds;
  if (growing <= 0 || thousandthsPerDay === 0) return 0;
  // A rate has three decimals at most, so that integers stay exact.
  const thousandths = Math.floor((growing * thousandthsPerDay) / DAY_SECONDS);
  return Math.ceil(thousandths / (p.stepSeconds * 1000));
}

/** How far behind the first of two consecutive codes is looked for; -1: it is not offered. */
export function farBehind(p: PolicyNumbers, wrongInARow: number): number {
  return wrongInARow >= p.fartherAfterWrong ? p.fartherBehind : p.farBehind;
}

/** How far ahead; -1 likewise. */
export function farAhead(p: PolicyNumbers, wrongInARow: number): number {
  return wrongInARow >= p.fartherAfterWrong ? p.fartherAhead : p.farAhead;
}

/** Whether the second of two codes is due, after a first that came at that time. */
export function isSecondDue(p: PolicyNumbers, firstAt: number, unixSeconds: number): boolean {
  return p.automatic && firstAt !== NEVER && unixSeconds - firstAt <= p.withinSeconds;
}
