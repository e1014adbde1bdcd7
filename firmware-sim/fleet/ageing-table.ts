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
    // Twice the ppb that an epoch adds, in parts of a year: whole ones, and what is left of them.
    const parts = 2 * YEAR_SECONDS;
    const added = 2 * ppbPerYear * EPOCH_SECONDS;
    const whole = Math.floor(added / parts);
    const left = added - whole * parts;
    const { rates, sums } = this;
    // As `ageingPpb` rounds: from half a ppb on it is a whole one.
    let rest = YEAR_SECONDS;
    let [begin, rate, sum] = [0, 0, 0];
    for (let epoch = 1; epoch < rates.length; epoch++) {
      let more = whole;
      rest += left;
      if (rest >= parts) {
        rest -= parts;
        more++;
      }
      begin += EPOCH_SECONDS;
      rate += more;
      sum -= more * begin;
      rates[epoch] = rate;
      sums[epoch] = sum;
    }
  }
}
