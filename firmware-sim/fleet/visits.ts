import { drawNumber } from './draw-distribution.ts';
import { diceRow, Draw, FleetDice, rollAt } from './fleet-dice.ts';
import type { FleetModel } from './fleet-model.ts';
import { RATE_BITS, RATE_ONE } from './fob-block.ts';
import { WAKES_AT, WAKING_SECONDS } from './session-times.ts';

/** Numbers of a day's draws: presses of a day, and codes of a press. */
const PRESSES = 256;
const ROUNDS = 32;
const TYPING_TIMES = 4096;
/** No owner has this number: the typing times are the same for all. */
const NOBODY = 0xffff_ffff;

export const TYPING_MASK = TYPING_TIMES - 1;

/** The dice's index of the first code of the `k`-th press of a day. */
export function visitIndex(day: number, k: number): number {
  return (day * PRESSES + k) * ROUNDS;
}

/** The second that a roll comes to, of `span` ≤ 65,536 seconds from `from` on. */
export function secondIn(roll: number, from: number, span: number): number {
  return from + (Math.imul(roll >>> 16, span) >>> 16);
}

/** The roll below which a share of all signed rolls lies. */
function shareBelow(share: number): number {
  return Math.round(share * 0x1_0000_0000) - 0x8000_0000;
}

/**
 * What a roll says of how the code is typed: an odd multiple, whose high bits follow from all of
 * the roll's, and are even for each second and each time of typing.
 */
export function fateRoll(roll: number): number {
  return Math.imul(roll, 0x85eb_ca6b);
}

/** What becomes of the code of a press. */
export const Fate = { typed: 0, mistyped: 1, untyped: 2 } as const;

/** When owners press, and how well they type. */
export class Visits {
  readonly #model: FleetModel;
  /** By fob: the two words of the dice of how often it is pressed, and of those of its presses. */
  readonly rows: Int32Array;
  /** Seconds of typing, a sample from which each press draws. */
  readonly typing: Uint16Array;
  /** Of `fateRoll`: below it a code is not typed at all. */
  readonly untypedBelow: number;
  /** Of `fateRoll`: below it a code is mistyped, or not typed at all. */
  readonly mistypedBelow: number;
  readonly #mistypedAgainBelow: number;

  constructor(model: FleetModel, count: number) {
    const { owners, seed } = model.spec;
    this.#model = model;
    this.rows = new Int32Array(4 * count);
    const dice = new FleetDice(seed, NOBODY, Draw.visit);
    this.typing = Uint16Array.from({ length: TYPING_TIMES }, (_, i) =>
      Math.max(0, Math.round(drawNumber(owners.typingSeconds, dice, i))),
    );
    const wrong = owners.idlePresses + (1 - owners.idlePresses) * owners.mistyped;
    this.untypedBelow = shareBelow(owners.idlePresses);
    this.mistypedBelow = shareBelow(wrong);
    this.#mistypedAgainBelow = shareBelow(owners.mistyped);
  }

  /** An owner comes to a place of the block. */
  begin(at: number, fob: number): void {
    const { seed } = this.#model.spec;
    this.rows.set(diceRow(seed, fob, Draw.presses), 4 * at);
    this.rows.set(diceRow(seed, fob, Draw.visit), 4 * at + 2);
  }

  /** How many times somebody presses on a day who does so `rate` times on the average. */
  countOn(at: number, day: number, rate: number): number {
    const whole = rate >>> RATE_BITS;
    const rest = rate & (RATE_ONE - 1);
    if (rest === 0) return whole;
    const roll = rollAt(this.rows[4 * at] ?? 0, this.rows[4 * at + 1] ?? 0, day);
    return roll >>> RATE_BITS < rest ? whole + 1 : whole;
  }

  /** Whether it is as many times on every day. */
  isSteady(rate: number): boolean {
    return (rate & (RATE_ONE - 1)) === 0;
  }

  /** How many times at most. */
  mostOn(rate: number): number {
    return Math.ceil(rate / RATE_ONE);
  }

  /** The dice of the `k`-th press of a day; `round` counts the codes after the first. */
  roll(at: number, day: number, k: number, round = 0): number {
    const index = visitIndex(day, k) + round;
    return rollAt(this.rows[4 * at + 2] ?? 0, this.rows[4 * at + 3] ?? 0, index);
  }

  /** Seconds of the day that each of `count` presses has to itself. */
  shareOf(count: number): number {
    return Math.floor(WAKING_SECONDS / count);
  }

  /** The second of the day of the `k`-th of `count` presses, which keep out of each other's way. */
  secondOf(roll: number, k: number, count: number): number {
    const share = this.shareOf(count);
    return secondIn(roll, WAKES_AT + k * share, share - this.#model.sessionSeconds);
  }

  /** Seconds until the code of a press is at the bank. */
  typingOf(roll: number): number {
    return this.typing[roll & TYPING_MASK] ?? 0;
  }

  /** A `Fate`. */
  fateOf(roll: number): number {
    const other = fateRoll(roll);
    if (other >= this.mistypedBelow) return Fate.typed;
    return other < this.untypedBelow ? Fate.untyped : Fate.mistyped;
  }

  /** Whether the code of a later round is mistyped: those are all typed. */
  isMistypedAgain(roll: number): boolean {
    return fateRoll(roll) < this.#mistypedAgainBelow;
  }
}
