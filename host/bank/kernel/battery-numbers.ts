import { DAY_SECONDS } from '../policy/day-seconds.ts';

/** People press without typing: so many presses for each code that the bank sees. */
const PRESSES_PER_CODE = 1.25;
/** A fob of less than a month tells no rate of presses. */
const LEAST_AGE_SECONDS = 30 * DAY_SECONDS;
/**
 * How lives spread around the published one: none below 0.8 of it, half at it, all at 1.3.
 * Assumed, since no maker publishes more than the middle.
 */
const FIRST_END = 0.8;
const LAST_END = 1.3;

/**
 * The odds, 0 to 1, that a fob which lives now comes to the end of its published presses in so many
 * seconds; it is pressed as often from now on as up to now.
 */
export function oddsByPresses(
  lifePresses: number,
  codesSeen: number,
  ageSeconds: number,
  plannedSeconds: number,
): number {
  const used = (codesSeen * PRESSES_PER_CODE) / lifePresses;
  const more = Math.max(0, plannedSeconds) / Math.max(ageSeconds, LEAST_AGE_SECONDS);
  return endsBetween(used, used * (1 + more));
}

/** The odds that it comes to the end of its published days. */
export function oddsByAge(lifeDays: number, ageSeconds: number, plannedSeconds: number): number {
  const life = lifeDays * DAY_SECONDS;
  const then = ageSeconds + plannedSeconds;
  return endsBetween(Math.max(0, ageSeconds) / life, Math.max(0, then) / life);
}

/** The odds of one with a low-battery text: `mostDays` were left at most, so many seconds before the end. */
export function oddsByReport(mostDays: number, elapsedSeconds: number): number {
  if (mostDays <= 0) return 1;
  return Math.min(1, Math.max(0, elapsedSeconds) / (mostDays * DAY_SECONDS));
}

/** The odds of an end between two shares of the published life, given that the first was reached. */
function endsBetween(from: number, to: number): number {
  const before = endedBy(from);
  if (before >= 1) return 1;
  return Math.max(0, endedBy(to) - before) / (1 - before);
}

function endedBy(share: number): number {
  if (share <= FIRST_END) return 0;
  if (share <= 1) return (0.5 * (share - FIRST_END)) / (1 - FIRST_END);
  return Math.min(1, 0.5 + (0.5 * (share - 1)) / (LAST_END - 1));
}
