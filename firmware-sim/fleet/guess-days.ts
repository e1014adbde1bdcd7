import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetSpec } from './fleet-spec.ts';
import { NEVER_DAY } from './fob-block.ts';

/** On which days somebody guesses at a fob: on each with the same odds, whatever was before. */
export class GuessDays {
  readonly #spec: FleetSpec;
  /** Odds that n days pass without a guess. */
  readonly #none: Float64Array;

  constructor(spec: FleetSpec) {
    this.#spec = spec;
    this.#none = new Float64Array(spec.days + 1);
    const odds = Math.min(1, (spec.guesser?.fobsPerDay ?? 0) / spec.fobs);
    let none = 1;
    for (let days = 0; days <= spec.days; days++) {
      this.#none[days] = none;
      none *= 1 - odds;
    }
  }

  /** The next such day from `day` on; `NEVER_DAY` when none comes any more. */
  next(fob: number, day: number): number {
    if (this.#spec.guesser === undefined) return NEVER_DAY;
    const share = new FleetDice(this.#spec.seed, fob, Draw.guessGap).share(day);
    // The first n with odds below the share that n + 1 days pass without.
    let [from, to] = [0, this.#spec.days];
    if ((this.#none[to] ?? 0) > share) return NEVER_DAY;
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if ((this.#none[middle + 1] ?? 0) <= share) to = middle;
      else from = middle + 1;
    }
    return day + from;
  }
}
