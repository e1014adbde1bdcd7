import { linearRegression, mean } from 'simple-statistics';
import type { DriftReading } from './drift-reading.ts';

/** How fast a fob's clock drifts, in parts per million; positive is fast. */
export interface DriftEstimate {
  readonly readings: number;
  /** Between the first reading and the last, in seconds. */
  readonly span: number;
  /** Least squares through the middles of the readings. */
  readonly ppm: number;
  /** 95 % confidence, each error being anywhere in its interval with equal chance. */
  readonly interval: readonly [number, number];
  /** What no line through all readings is outside of, whatever the chances. */
  readonly bounds: readonly [number, number];
  /** Error of the clock at the last reading, in seconds, on the line. */
  readonly errorNow: number;
}

/** No line goes through all readings: the drift changed, or a reading is wrong. */
export interface DriftContradiction {
  readonly contradiction: true;
  /** The two readings that no steady drift between ± 1,000 ppm can join, or the pair furthest off. */
  readonly between: readonly [DriftReading, DriftReading];
}

const PPM = 1_000_000;
const Z_95 = 1.959964;

/** Of at least two readings at two moments; undefined for fewer. */
export function estimateDrift(
  readings: readonly DriftReading[],
): DriftEstimate | DriftContradiction | undefined {
  const sorted = [...readings].sort((a, b) => a.at - b.at);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return undefined;
  const { lower, upper } = slopeBounds(sorted);
  if (lower.slope > upper.slope) return { contradiction: true, between: lower.pair };
  const line = linearRegression(
    sorted.map(({ at, high, low }) => [at - first.at, (low + high) / 2]),
  );
  const bounds: [number, number] = [lower.slope, upper.slope];
  const slope = within(line.m, bounds);
  const half = Z_95 * slopeDeviation(sorted);
  return {
    readings: sorted.length,
    span: last.at - first.at,
    ppm: slope * PPM,
    interval: [within(slope - half, bounds) * PPM, within(slope + half, bounds) * PPM],
    bounds: [bounds[0] * PPM, bounds[1] * PPM],
    errorNow: line.b + line.m * (last.at - first.at),
  };
}

interface Bound {
  readonly slope: number;
  readonly pair: readonly [DriftReading, DriftReading];
}

/** A slope fits when some line of it meets every interval, which is when it fits each two of them. */
function slopeBounds(sorted: readonly DriftReading[]): { lower: Bound; upper: Bound } {
  const [first, second] = sorted;
  if (first === undefined || second === undefined) throw new RangeError('two readings are wanted');
  const pair = [first, second] as const;
  let lower: Bound = { slope: -Infinity, pair };
  let upper: Bound = { slope: Infinity, pair };
  for (const [index, a] of sorted.entries()) {
    for (const b of sorted.slice(index + 1)) {
      const apart = b.at - a.at;
      if (apart <= 0) continue;
      const least = (b.low - a.high) / apart;
      const most = (b.high - a.low) / apart;
      if (least > lower.slope) lower = { slope: least, pair: [a, b] };
      if (most < upper.slope) upper = { slope: most, pair: [a, b] };
    }
  }
  return { lower, upper };
}

/** Of the least-squares slope; an error that is anywhere in a width w has the deviation w ÷ √12. */
function slopeDeviation(sorted: readonly DriftReading[]): number {
  const middle = mean(sorted.map(({ at }) => at));
  let weighted = 0;
  let spread = 0;
  for (const { at, high, low } of sorted) {
    const square = (at - middle) ** 2;
    spread += square;
    weighted += (square * (high - low) ** 2) / 12;
  }
  return Math.sqrt(weighted) / spread;
}

function within(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
