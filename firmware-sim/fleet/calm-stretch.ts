import { ageingPpb, EPOCH_SECONDS } from '../hardware/crystal.ts';
import { DAY_SECONDS } from './climate-table.ts';
import { rollAt } from './fleet-dice.ts';
import type { FleetWork } from './fleet-work.ts';
import { FleetVerdict } from './judge.ts';
import { WAKES_AT } from './session-times.ts';
import { fateRoll, visitIndex } from './visits.ts';

const DAY_BILLIONTHS = DAY_SECONDS / 1_000_000_000;
const SIDE = 0x1_0000;
/** Shorter ones are not worth the look ahead. */
const FEWEST_DAYS = 3;

/**
 * Days on which every right code is certain to be accepted, since the fob's clock cannot come from
 * one to the other end of the bank's window meanwhile. Nothing but the dice is looked at press by
 * press: the bank remembers no more than the last code.
 */
export class CalmStretch {
  readonly #work: FleetWork;
  readonly #madeAt: number;
  readonly #stepSeconds: number;
  readonly #mostTyping: number;
  /** By how many seconds the typing of two codes may differ. */
  readonly #typingSpread: number;
  readonly #isTimed: boolean;
  /** How far around the middle of the window codes are accepted for certain, in steps. */
  #behind = 0;
  #ahead = 0;

  constructor(work: FleetWork) {
    const { codes, madeOn } = work.part.spec;
    const { typing } = work.visits;
    this.#work = work;
    this.#madeAt = madeOn * DAY_SECONDS;
    this.#stepSeconds = codes.stepSeconds;
    this.#mostTyping = typing.reduce((most, seconds) => Math.max(most, seconds), 0);
    this.#typingSpread =
      this.#mostTyping - typing.reduce((least, seconds) => Math.min(least, seconds), Infinity);
    this.#isTimed = codes.mode === 'totp';
  }

  /**
   * Runs a fob that `FastStretch` may run from `day` to before `until`. Returns the first day that
   * is not done: `day` itself where nothing is certain, or that of a mistyped code.
   * `look`: the first look at the fob that is to come; those within are done.
   */
  run(at: number, day: number, until: number, look: number): number {
    const { memory, part } = this.#work;
    const { surely, width } = part.judge;
    if (!this.#isTimed || surely === undefined) return day;
    const from = this.#madeAt + day * DAY_SECONDS;
    const to = this.#madeAt + until * DAY_SECONDS + this.#mostTyping;
    const reach = surely(memory, at * width, from + WAKES_AT, to);
    if (reach < 0) return day;
    this.#behind = Math.floor(reach / SIDE);
    this.#ahead = reach % SIDE;
    const end = Math.min(until, day + this.#calmDays(at, until));
    return end < day + FEWEST_DAYS ? day : this.#press(at, day, end, look);
  }

  /** For so many days no two codes differ by more than that in how far the clock seems to be off. */
  #calmDays(at: number, until: number): number {
    const { block, model } = this.#work;
    const { climate } = model;
    const life = block.life[at] ?? 0;
    const ageing = block.ageing[at] ?? 0;
    const rate = block.rate[at] ?? 0;
    const lastAge = (until - (block.born[at] ?? 0)) * DAY_SECONDS;
    const ages = ageingPpb(ageing, Math.floor(lastAge / EPOCH_SECONDS));
    // It ages one way: its rate is between what it is and what it will be.
    const later = rate + ages - ageingPpb(ageing, block.epoch[at] ?? 0);
    const gains = Math.max(rate, later) - (climate.leastBend[life] ?? 0);
    const loses = (climate.mostBend[life] ?? 0) - Math.min(rate, later);
    // A step is not begun again: the second of two codes is always of a later one.
    const mostBack = Math.min(this.#slack(this.#behind), model.sessionSeconds - this.#stepSeconds);
    return Math.min(daysUntil(this.#slack(this.#ahead), gains), daysUntil(mostBack, loses));
  }

  /**
   * Whole seconds by which a clock may move to one side, so that a code is no more than `reach`
   * steps on that side of any before it. Of seconds that differ by d, the steps that they are off
   * by, each in whole steps from the bank's own, differ by at most (d + step − 1) ÷ step, rounded up.
   */
  #slack(reach: number): number {
    return (reach - 1) * this.#stepSeconds + 1 - this.#typingSpread;
  }

  /** All days but from that of a mistyped code on, or of a first one that is out of the window. */
  #press(at: number, day: number, until: number, look: number): number {
    const { block, sheet, visits } = this.#work;
    const { rows, mistypedBelow, untypedBelow } = visits;
    const { presses: pressesByDay } = sheet.columns;
    const [first, second] = [rows[4 * at + 2] ?? 0, rows[4 * at + 3] ?? 0];
    const rate = block.pressesADay[at] ?? 0;
    const isSteady = visits.isSteady(rate);
    const steady = visits.mostOn(rate);
    let next = look;
    let lookDay = sheet.clockSeconds[next]?.day ?? Infinity;
    let presses = 0;
    // The last code: its day, place and the number of presses of that day.
    let lastDay = -1;
    let last = 0;
    let lastOf = 0;
    let isJudged = false;
    let today = day;
    days: for (; today < until; today++) {
      const count = isSteady ? steady : visits.countOn(at, today, rate);
      let untyped = 0;
      let earliest = 0;
      let latest = -1;
      for (let k = 0; k < count; k++) {
        const fate = fateRoll(rollAt(first, second, visitIndex(today, k)));
        if (fate >= mistypedBelow) {
          if (latest < 0) earliest = k;
          latest = k;
        } else if (fate < untypedBelow) untyped++;
        else break days;
      }
      if (latest >= 0) {
        if (lastDay < 0) {
          if (!this.#judge(at, today, earliest, count)) break;
          isJudged = latest === earliest;
        } else isJudged = false;
        lastDay = today;
        last = latest;
        lastOf = count;
      }
      pressesByDay[today] = (pressesByDay[today] ?? 0) + count;
      presses += count;
      if (untyped > 0) {
        sheet.untyped[today] = (sheet.untyped[today] ?? 0) + untyped;
        block.untyped[at] = (block.untyped[at] ?? 0) + untyped;
      }
      if (steady === 1 && isSteady && lastDay === today) {
        // Most owners press once a day.
        const stop = Math.min(until - 1, lookDay);
        while (
          today < stop &&
          fateRoll(rollAt(first, second, visitIndex(today + 1, 0))) >= mistypedBelow
        ) {
          today++;
        }
        if (today > lastDay) {
          isJudged = false;
          sheet.pressedOnceADay(lastDay + 1, today + 1);
          presses += today - lastDay;
          lastDay = today;
        }
      }
      if (today === lookDay) {
        this.#count(at, presses);
        presses = 0;
        this.#work.look(at, next);
        lookDay = sheet.clockSeconds[++next]?.day ?? Infinity;
      }
    }
    this.#count(at, presses);
    if (lastDay >= 0 && !isJudged) this.#judge(at, lastDay, last, lastOf);
    return today;
  }

  #count(at: number, presses: number): void {
    const { block, model } = this.#work;
    block.presses[at] = (block.presses[at] ?? 0) + presses;
    block.charge[at] = (block.charge[at] ?? 0) + presses * model.facts.healthy.chargeNas;
  }

  /** Gives the bank the code of a press, if it is in the window; whether it was. */
  #judge(at: number, day: number, k: number, count: number): boolean {
    const { memory, part, presses, visits } = this.#work;
    const { judge, middle, width } = part.judge;
    const roll = visits.roll(at, day, k);
    const second = visits.secondOf(roll, k, count);
    const now = this.#madeAt + day * DAY_SECONDS + second + visits.typingOf(roll);
    const factor = presses.healthyStep(at, day, second);
    const off = factor - middle(memory, at * width, now);
    if (off < -this.#behind || off > this.#ahead) return false;
    return judge(memory, at * width, now, factor) === FleetVerdict.accepted;
  }
}

/** Whole days in which a clock that gains so many ppb at most gains no more than so many seconds. */
function daysUntil(seconds: number, ppb: number): number {
  if (seconds < 1) return 0;
  // Seconds are rounded down, so that two of them may differ by one more.
  return ppb <= 0 ? Infinity : Math.floor((seconds - 1) / (ppb * DAY_BILLIONTHS));
}
