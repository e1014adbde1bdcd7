import type { ClockReading } from '../unit/unit.ts';

/** Of a normal distribution, either side, 95 %. */
const Z95 = 1.96;

/**
 * How long a fob must lie between two readings of its clock so that they tell its rate to
 * `wantedPpm`, in seconds.
 *
 * Each reading is off by an unknown amount of at most its jitter: taken as uniform, its standard
 * deviation is jitter / √3, and that of the difference of two is √(jitter₁² + jitter₂²) / √3. 95 of
 * 100 differences are off by less than 1.96 of that, so that over T seconds the rate is known to
 * 1.96 · √((jitter₁² + jitter₂²) / 3) / T.
 */
export function soakSeconds(wantedPpm: number, jitterMs: number, laterJitterMs = jitterMs): number {
  return (differenceMs(jitterMs, laterJitterMs) * 1000) / wantedPpm;
}

/** The rate of a fob's clock against the host's, with its 95 % interval, in parts per million. */
export interface Rate {
  /** Positive: the fob's clock is fast. */
  readonly ppm: number;
  /** The half width of the interval. */
  readonly uncertaintyPpm: number;
}

/** The rate that two readings tell. @throws RangeError when the later one is not later. */
export function rateBetween(earlier: ClockReading, later: ClockReading): Rate {
  const ms = later.readUnixMs - earlier.readUnixMs;
  if (!(ms > 0)) throw new RangeError('the second reading is not after the first');
  return {
    ppm: ((later.offsetMs - earlier.offsetMs) * 1e6) / ms,
    uncertaintyPpm: (differenceMs(earlier.jitterMs, later.jitterMs) * 1e6) / ms,
  };
}

function differenceMs(jitterMs: number, laterJitterMs: number): number {
  return Z95 * Math.sqrt((jitterMs * jitterMs + laterJitterMs * laterJitterMs) / 3);
}
