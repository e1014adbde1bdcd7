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
export function followDrift(policy: Policy, driftSteps: number, seen: number): number {
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
