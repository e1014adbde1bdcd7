import type { Policy } from './policy.ts';

/** By how many steps a token was off when a code of it was accepted, and when. */
export interface DriftReading {
  /** Unix seconds. */
  readonly at: number;
  /** Positive: the fob is ahead. */
  readonly steps: number;
}

/** Most readings that are kept of a token. */
export const MAX_READINGS = 32;

/** Where the middle of the next window is, in steps from the bank's own, after an accepted code. */
export function followDrift(
  policy: Pick<Policy, 'followsDrift'>,
  driftSteps: number,
  seen: number,
): number {
  return policy.followsDrift ? seen : driftSteps;
}

/**
 * The readings with one more. When they are too many, the one goes whose neighbours are closest
 * together; the first and the last stay, since a slope is as good as its base is long.
 */
export function addReading(
  readings: readonly DriftReading[],
  reading: DriftReading,
): readonly DriftReading[] {
  const all = [...readings, reading];
  while (all.length > MAX_READINGS) all.splice(mostCrowded(all), 1);
  return all;
}

function mostCrowded(readings: readonly DriftReading[]): number {
  let found = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < readings.length - 1; i++) {
    const gap = (readings[i + 1]?.at ?? 0) - (readings[i - 1]?.at ?? 0);
    if (gap < least) {
      least = gap;
      found = i;
    }
  }
  return found;
}

/** How fast a fob's clock is against the bank's, in ppm: somewhere between the two. */
export interface PpmRange {
  readonly least: number;
  readonly most: number;
}

/**
 * How fast a fob runs, after its readings; undefined where they do not lie on a line, or are fewer
 * than two. A reading of s steps says only that the fob is off by s − 1 to s + 1 steps and by as
 * much more as a person takes to type: every line through all those bars is one that may be.
 */
export function ppmOf(
  readings: readonly DriftReading[],
  stepSeconds: number,
  typingSeconds = 60,
): PpmRange | undefined {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const [i, from] of readings.entries()) {
    for (const to of readings.slice(i + 1)) {
      const seconds = to.at - from.at;
      if (seconds <= 0) continue;
      const between = (to.steps - from.steps) * stepSeconds;
      const slack = 2 * stepSeconds + typingSeconds;
      least = Math.max(least, ((between - slack) / seconds) * 1e6);
      most = Math.min(most, ((between + slack) / seconds) * 1e6);
    }
  }
  if (!Number.isFinite(least) || least > most) return undefined;
  return { least, most };
}

/**
 * Whether a fob's clock runs otherwise of late than before: no line goes through all the readings,
 * though lines go through either half.
 */
export function slopeChanged(
  readings: readonly DriftReading[],
  stepSeconds: number,
  typingSeconds = 60,
): boolean {
  if (readings.length < 4) return false;
  if (ppmOf(readings, stepSeconds, typingSeconds) !== undefined) return false;
  const middle = Math.floor(readings.length / 2);
  const early = ppmOf(readings.slice(0, middle), stepSeconds, typingSeconds);
  const late = ppmOf(readings.slice(middle), stepSeconds, typingSeconds);
  return early !== undefined && late !== undefined;
}
