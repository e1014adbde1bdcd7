import { EPOCH_BITS } from './ageing-table.ts';
import { DAY_SECONDS, ROW } from './climate-table.ts';
import { rollAt } from './fleet-dice.ts';
import type { FleetWork } from './fleet-work.ts';
import { FobState } from './fob-block.ts';
import { FleetVerdict } from './judge.ts';
import { countOne } from './tally-sheet.ts';
import type { Teller } from './teller.ts';
import { Fate, fateRoll, secondIn, TYPING_MASK, visitIndex } from './visits.ts';
import { WAKES_AT } from './session-times.ts';

const BILLION = 1_000_000_000;

/** The first code in a stretch that was not accepted. */
export interface Refusal {
  day: number;
  /** The press of that day. */
  k: number;
  presses: number;
  second: number;
  fate: number;
  verdict: number;
}

/**
 * Days on which a fob can only be pressed and be right: far from its end, and nobody guesses. All
 * that is nearly always so is decided once for the whole stretch, and the rest is kept in locals:
 * the same sums as press by press, several times as fast.
 */
export class FastStretch {
  readonly refusal: Refusal = { day: 0, k: 0, presses: 0, second: 0, fate: 0, verdict: 0 };
  readonly #work: FleetWork;
  readonly #teller: Teller;

  constructor(work: FleetWork, teller: Teller) {
    this.#work = work;
    this.#teller = teller;
  }

  /** Whether a fob may be run by `run` from `day` to before `until`, a day on which it is in use. */
  isFast(at: number, day: number, until: number): boolean {
    const { block, model, visits } = this.#work;
    const { climate, facts } = model;
    if (until <= day || block.state[at] !== FobState.works) return false;
    if (until > (block.stopsOn[at] ?? 0)) return false;
    // What follows on a code that is not accepted is no part of the stretch.
    const most = visits.mostOn(block.pressesADay[at] ?? 0) * (until - day);
    if ((block.presses[at] ?? 0) + most > model.mostPresses) return false;
    const age = (until - (block.born[at] ?? 0)) * DAY_SECONDS;
    const used =
      (block.charge[at] ?? 0) +
      (block.current[at] ?? 0) * age +
      (climate.rows[climate.at(block.life[at] ?? 0, until) + 2] ?? 0);
    return used + most * facts.healthy.chargeNas <= model.cell.safeNas;
  }

  /**
   * Runs a fob from `day` to before `until`. Returns whether a code was not accepted, which is then
   * in `refusal`: the rest of that day is to be done, and what follows on it.
   */
  run(at: number, day: number, until: number): boolean {
    const { block, model, part, sheet, visits } = this.#work;
    const teller = this.#teller;
    const { climate, healthyDelay, sessionSeconds } = model;
    const { rows } = climate;
    const { rows: dice, typing, mistypedBelow } = visits;
    const { presses: pressesByDay } = sheet.columns;
    const { mode, stepSeconds } = part.spec.codes;
    const isTimed = mode === 'totp';
    const life = block.life[at] ?? 0;
    const rate = block.pressesADay[at] ?? 0;
    const [first, second] = [dice[4 * at + 2] ?? 0, dice[4 * at + 3] ?? 0];
    const madeAt = part.spec.madeOn * DAY_SECONDS;
    const born = (block.born[at] ?? 0) * DAY_SECONDS;
    const carriedBend = climate.carriedBend[life] ?? 0;
    const isCarried = climate.carriedBefore(life, DAY_SECONDS) > 0;
    const isSteady = visits.isSteady(rate);
    const before = block.presses[at] ?? 0;
    let presses = before;
    block.ages.fill(block.ageing[at] ?? 0);
    const { rates, sums } = block.ages;
    let epoch = block.epoch[at] ?? 0;
    const error = (block.error[at] ?? 0) - (sums[epoch] ?? 0);
    const ppb = (block.rate[at] ?? 0) - (rates[epoch] ?? 0);
    // Whole seconds of clock error, and up to where they hold.
    let off = 0;
    let offEnds = -Infinity;
    const steady = visits.mostOn(rate);
    let count = 1;
    let share = visits.shareOf(count);
    let isRefused = false;
    for (let today = day, row = climate.at(life, day); today < until; today++, row += ROW) {
      const bent = rows[row] ?? 0;
      const lying = rows[row + 1] ?? 0;
      const todays = isSteady ? steady : visits.countOn(at, today, rate);
      if (todays !== count) {
        count = todays;
        share = visits.shareOf(Math.max(1, count));
      }
      const midnight = today * DAY_SECONDS;
      let k = 0;
      while (k < count && !isRefused) {
        const roll = rollAt(first, second, visitIndex(today, k));
        const secondOfDay = secondIn(roll, WAKES_AT + k * share, share - sessionSeconds);
        const age = midnight + secondOfDay - born;
        epoch = age >>> EPOCH_BITS;
        const carried = isCarried ? climate.carriedBefore(life, secondOfDay) : 0;
        const bend = bent + lying * (secondOfDay - carried) + carriedBend * carried;
        const aged = (sums[epoch] ?? 0) + (rates[epoch] ?? 0) * age;
        const clock = error + ppb * age + aged - bend + healthyDelay;
        if (clock >= offEnds || clock < offEnds - BILLION) {
          off = Math.floor(clock / BILLION);
          offEnds = (off + 1) * BILLION;
        }
        const unixSeconds = madeAt + midnight + secondOfDay;
        const factor = isTimed ? Math.floor((unixSeconds + off) / stepSeconds) : presses;
        presses++;
        k++;
        const isTyped = fateRoll(roll) >= mistypedBelow;
        if (!isTyped && visits.fateOf(roll) === Fate.untyped) {
          this.#leave(at, today);
          continue;
        }
        const now = unixSeconds + (typing[roll & TYPING_MASK] ?? 0);
        const verdict = isTyped
          ? teller.typed(at, now, factor)
          : teller.mistyped(at, now, factor, roll);
        if (verdict !== FleetVerdict.accepted) {
          const fate = isTyped ? Fate.typed : Fate.mistyped;
          const day = today;
          Object.assign(this.refusal, {
            day,
            k: k - 1,
            presses: count,
            second: secondOfDay,
            fate,
            verdict,
          });
          isRefused = true;
        }
      }
      pressesByDay[today] = (pressesByDay[today] ?? 0) + k;
      if (isRefused) break;
    }
    block.presses[at] = presses;
    block.charge[at] = (block.charge[at] ?? 0) + (presses - before) * model.facts.healthy.chargeNas;
    block.error[at] = error + (sums[epoch] ?? 0);
    block.rate[at] = ppb + (rates[epoch] ?? 0);
    block.epoch[at] = epoch;
    return isRefused;
  }

  #leave(at: number, day: number): void {
    const { block, sheet } = this.#work;
    countOne(sheet.untyped, day);
    block.untyped[at] = (block.untyped[at] ?? 0) + 1;
  }
}
