import { UsageError } from '@fobkit/protocol';
import type { CurrentProfile } from './current-profile.ts';

export interface LifeAssumptions {
  /** Of the cell, in ampere hours. */
  readonly capacity: number;
  readonly pressesPerDay: number;
  /** Of the rated charge, lost each year by itself: 0 to 1. */
  readonly selfDischargePerYear: number;
  /** What of the rated charge can be drawn before the fob browns out: 0 to 1. */
  readonly usable: number;
}

export interface LifeProjection {
  readonly years: number;
  /** All that leaves the cell, on average, in amperes. */
  readonly meanCurrent: number;
  /** Shares of that, which add up to 1. */
  readonly shares: {
    readonly idle: number;
    readonly presses: number;
    readonly selfDischarge: number;
  };
}

const DAY = 86_400;
const HOURS_PER_YEAR = 8766;

/** How long a cell lasts at these currents. @throws UsageError for assumptions that make no life. */
export function projectLife(profile: CurrentProfile, assumed: LifeAssumptions): LifeProjection {
  const { capacity, pressesPerDay, selfDischargePerYear, usable } = assumed;
  if (!(capacity > 0) || !(usable > 0 && usable <= 1)) {
    throw new UsageError('a cell has a capacity, of which more than nothing is usable');
  }
  const idle = Math.max(0, profile.idle.mean);
  const presses = (profile.pressCharge * pressesPerDay) / DAY;
  const selfDischarge = (capacity * selfDischargePerYear) / HOURS_PER_YEAR;
  const meanCurrent = idle + presses + selfDischarge;
  if (!(meanCurrent > 0)) throw new UsageError('no current was measured: nothing can be projected');
  return {
    years: (capacity * usable) / meanCurrent / HOURS_PER_YEAR,
    meanCurrent,
    shares: {
      idle: idle / meanCurrent,
      presses: presses / meanCurrent,
      selfDischarge: selfDischarge / meanCurrent,
    },
  };
}
