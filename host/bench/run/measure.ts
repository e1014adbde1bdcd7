import type { Reading } from '@fobkit/client';
import type { Limits, MeasureWish } from '../scenario/model.ts';
import type { Measurement } from './record.ts';

/** A reading against its limits: both ends belong to what is allowed. */
export function judgeMeasurement(wish: MeasureWish, reading: Reading): Measurement {
  const { value, unit, instrument, unixMs } = reading;
  const { name, limits } = wish;
  const outcome = limits === undefined ? 'no-limits' : outcomeOf(value, limits);
  return { name, value, unit, instrument, ...(limits && { limits }), outcome, unixMs };
}

function outcomeOf(value: number, { min, max, marginal = 0 }: Limits): Measurement['outcome'] {
  if (!Number.isFinite(value)) return 'fail';
  const above = min === undefined ? Infinity : value - min;
  const below = max === undefined ? Infinity : max - value;
  const inside = Math.min(above, below);
  if (inside < 0) return 'fail';
  return inside < marginal ? 'marginal' : 'pass';
}
