import { drawNumber } from './draw-distribution.ts';
import { diceRow, Draw, FleetDice, rollAt, scramble } from './fleet-dice.ts';
import { type FleetModel, WAKES_AT, WAKING_SECONDS } from './fleet-model.ts';
import { RATE_ONE } from './fob-block.ts';

/** Numbers of a day's draws: presses of a day, and codes of a press. */
const PRESSES = 256;
const ROUNDS = 32;
const TYPING_TIMES = 4096;
const SECONDS_BITS = 0x10_0000;
/** No owner has this number: the typing times are the same for all. */
const NOBODY = 0xffff_ffff;

/** What becomes of the code of a press. */
export const Fate = { typed: 0, mistyped: 1, untyped: 2 } as const;

/** When owners press, and how well they type. */
export class Visits {
  readonly #model: FleetModel;
  readonly #rows: Uint32Array;
  /** Seconds of typing, a sample from which each press draws. */
  readonly #typing: Uint16Array;
  readonly #untypedBelow: number;
  readonly #mistypedBelow: number;
  readonly #mistypedAgainBelow: number;

  constructor(model: FleetModel, count: number) {
    const { owners, seed } = model.spec;
    this.#model = model;
    this.#rows = new Uint32Array(4 * count);
    const dice = new FleetDice(seed, NOBODY, Draw.visit);
    this.#typing = Uint16Array.from({ length: TYPING_TIMES }, (_, i) =>
      Math.max(0, Math.round(drawNumber(owners.typingSeconds, dice, i))),
    );
    const wrong = owners.idlePresses + (1 - owners.idlePresses) * owners.mistyped;
    this.#untypedBelow = owners.idlePresses * 0x1_0000_0000;
    this.#mistypedBelow = wrong * 0x1_0000_0000;
    this.#mistypedAgainBelow = owners.mistyped * 0x1_0000_0000;
  }

  /** An owner comes to a place of the block. */
  begin(at: number, fob: number): void {
    const { seed } = this.#model.spec;
    this.#rows.set(diceRow(seed, fob, Draw.presses), 4 * at);
    this.#rows.set(diceRow(seed, fob, Draw.visit), 4 * at + 2);
  }

  /** How many times somebody presses on a day who does so `rate` times on the average. */
  countOn(at: number, day: number, rate: number): number {
    const whole = Math.floor(rate / RATE_ONE);
    const rest = rate % RATE_ONE;
    if (rest === 0) return whole;
    const roll = rollAt(this.#rows[4 * at] ?? 0, this.#rows[4 * at + 1] ?? 0, day);
    return roll >>> 16 < rest ? whole + 1 : whole;
  }

  /** The dice of the `k`-th press of a day; `round` counts the codes after the first. */
  roll(at: number, day: number, k: number, round = 0): number {
    const index = (day * PRESSES + k) * ROUNDS + round;
    return rollAt(this.#rows[4 * at + 2] ?? 0, this.#rows[4 * at + 3] ?? 0, index);
  }

  /** The second of the day of the `k`-th of `count` presses, which keep out of each other's way. */
  secondOf(roll: number, k: number, count: number): number {
    const share = Math.floor(WAKING_SECONDS / count);
    const span = share - this.#model.sessionSeconds;
    return WAKES_AT + k * share + Math.floor(((roll >>> 12) * span) / SECONDS_BITS);
  }

  /** Seconds until the code of a press is at the bank. */
  typingOf(roll: number): number {
    return this.#typing[roll & (TYPING_TIMES - 1)] ?? 0;
  }

  /** A `Fate`. */
  fateOf(roll: number): number {
    const other = scramble(roll ^ 0x6a09_e667);
    if (other >= this.#mistypedBelow) return Fate.typed;
    return other < this.#untypedBelow ? Fate.untyped : Fate.mistyped;
  }

  /** Whether the code of a later round is mistyped: those are all typed. */
  isMistypedAgain(roll: number): boolean {
    return scramble(roll ^ 0x6a09_e667) < this.#mistypedAgainBelow;
  }
}
