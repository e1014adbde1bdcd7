/** What came of a code. */
export const Verdict = {
  accepted: 0,
  wrong: 1,
  replayed: 2,
  locked: 3,
  throttled: 4,
  resyncWanted: 5,
  resynchronised: 6,
} as const;

/** Added to a verdict: the token is locked from now on. */
export const LOCKS = 8;

/** No verdict yet: the code is looked at. */
export const LOOKED_AT = -1;

/** Where a factor lies that shows a code. */
export const Place = {
  /** Out of every window, or around the accepted one and used up. */
  nowhere: 0,
  inWindow: 1,
  /** In the window, but a later factor was accepted, or this one. */
  passed: 2,
  /** Around the window, where a resynchronisation may begin. */
  around: 3,
} as const;

/** The place of a factor `off` the middle, of those that are looked at; `isPast`: it is used up. */
export function placeOf(off: number, isPast: boolean, behind: number, ahead: number): number {
  if (off >= -behind && off <= ahead) return isPast ? Place.passed : Place.inWindow;
  return isPast ? Place.nowhere : Place.around;
}

/**
 * What a code is that was seen in several places: a used code is dead, even where it happens to be
 * that of another factor as well. `isSecond`: it is the second code of a resynchronisation.
 */
export function verdictOf(
  isUsed: boolean,
  isInWindow: boolean,
  isSecond: boolean,
  isAround: boolean,
): number {
  if (isUsed) return Verdict.replayed;
  if (isInWindow) return Verdict.accepted;
  if (isSecond) return Verdict.resynchronised;
  return isAround ? Verdict.resyncWanted : Verdict.wrong;
}
