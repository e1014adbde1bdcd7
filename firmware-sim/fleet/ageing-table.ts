import { ageingPpb, EPOCH_SECONDS, YEAR_SECONDS } from '../hardware/crystal.ts';
import { DAY_SECONDS } from './climate-table.ts';

/** An epoch of a crystal's life is 2 to that in seconds. */
export const EPOCH_BITS = 17;
const NEAR = 1e-6;

/**
 * What ageing does to a crystal that changes by so many ppb a year: by epoch e, the clock error at an
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
    let [sum, before] = [0, 0];
    for (let epoch = 0; epoch < this.rates.length; epoch++) {
      const above = epoch * perEpoch + 0.5;
      let rate = Math.floor(above);
      // Only near a half may the quick product round otherwise than the exact quotient.
      if (above - rate < NEAR || above - rate > 1 - NEAR) rate = ageingPpb(ppbPerYear, epoch);
      sum -= (rate - before) * epoch * EPOCH_SECONDS;
      this.rates[epoch] = rate;
      this.sums[epoch] = sum;
      before = rate;
    }
  }
}
