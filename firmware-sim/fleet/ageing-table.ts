import { EPOCH_SECONDS, YEAR_SECONDS } from '../hardware/crystal.ts';
import { DAY_SECONDS } from './climate-table.ts';

/** An epoch of a crystal's life is 2 to that in seconds. */
export const EPOCH_BITS = 17;

/**
 * What ageing does to a crystal that changes by a whole number of ppb a year: by epoch e, the clock error at an
 * age in it is `sums[e]` + `rates[e]` × age, in ppb·seconds.
 */
export class AgeingTable {
  readonly sums: Float64Array;
  readonly rates: Float64Array;
  #ppbPerYear = 0;

  constructor(days: number) {
    const epochs = 2 + Math.floor((days * DAY_SECONDS) / EPOCH_SECONDS);
    this.sums = new Float64Array(epochs);
    this.rates = new Float64Array(epochs);
  }

  /** Fills it for another crystal; for one that ages alike it stands already. */
  fill(ppbPerYear: number): void {
    if (ppbPerYear === this.#ppbPerYear) return;
    this.#ppbPerYear = ppbPerYear;
    const perEpoch = (ppbPerYear * EPOCH_SECONDS) / YEAR_SECONDS;
    const { rates, sums } = this;
    let sum = 0;
    let before = 0;
    for (let epoch = 0; epoch < rates.length; epoch++) {
      // As `ageingPpb` rounds: no whole ppb a year brings the quotient nearer to a half than
      // 2^5 ÷ (2 × 31,557,600), since 2^5 is all that a year in seconds has of the epoch's 2^17.
      const rate = Math.floor(epoch * perEpoch + 0.5);
      sum -= (rate - before) * epoch * EPOCH_SECONDS;
      rates[epoch] = rate;
      sums[epoch] = sum;
      before = rate;
    }
  }
}
