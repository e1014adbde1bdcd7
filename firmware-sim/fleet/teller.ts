import { scramble } from './fleet-dice.ts';
import type { FleetPart } from './fleet-part.ts';
import { FleetVerdict } from './judge.ts';

/** A code of a fob that is read out together with another one. */
export interface ReadCode {
  readonly factor: number;
  /** The dice of the press. */
  readonly roll: number;
  /** Another code than that of the factor. */
  readonly isMistyped: boolean;
}

/**
 * Gives codes to the bank, of the fob at a place of the block, at whole unix seconds. Each returns a
 * `FleetVerdict` and, when the token is locked from now on, `LOCKS` more.
 */
export interface Teller {
  /** Whether codes that are accepted for certain are given all the same. */
  readonly givesAll: boolean;
  /** The fob is run from its first day on. */
  readonly begin: (at: number) => void;
  /** Its owner has got another one. */
  readonly renew: (at: number) => void;
  /** Its days are over. */
  readonly end: () => void;
  /** The code that the fob shows for a factor. */
  readonly typed: (at: number, now: number, factor: number) => number;
  /** Another code than that; `roll`: the dice of the press. */
  readonly mistyped: (at: number, now: number, factor: number, roll: number) => number;
  /** A guess, of which `share` of 1 is drawn; so many codes would be accepted. */
  readonly guessed: (at: number, now: number, share: number, targets: number) => number;
  /** Two codes that the help desk is read out and gives together, to a bank that takes such. */
  readonly together: (at: number, now: number, first: ReadCode, second: ReadCode) => number;
}

/** Computes no code: what a fob shows is taken as seen for its factor, and guesses hit by their odds. */
export class FactorTeller implements Teller {
  readonly givesAll = false;
  readonly #part: FleetPart;
  readonly #memory: Float64Array;
  readonly #allCodes: number;

  constructor(part: FleetPart, memory: Float64Array) {
    this.#part = part;
    this.#memory = memory;
    this.#allCodes = codesOf(part.spec.codes.digits);
  }

  begin(): void {
    // No code, no secret.
  }

  renew(): void {
    // As above.
  }

  end(): void {
    // As above.
  }

  typed(at: number, now: number, factor: number): number {
    const { judge } = this.#part;
    return judge.judge(this.#memory, at * judge.width, now, factor);
  }

  mistyped(at: number, now: number): number {
    return this.typed(at, now, -1);
  }

  guessed(at: number, now: number, share: number, targets: number): number {
    const { judge } = this.#part;
    const hits = share * this.#allCodes < targets;
    const seen = hits ? judge.middle(this.#memory, at * judge.width, now) : -1;
    return this.typed(at, now, seen);
  }

  together(at: number, now: number, first: ReadCode, second: ReadCode): number {
    const { judge } = this.#part;
    const seen = { first: shownBy(first), second: shownBy(second) };
    return judge.together?.judge(this.#memory, at * judge.width, now, seen) ?? FleetVerdict.wrong;
  }
}

function shownBy({ factor, isMistyped }: ReadCode): readonly number[] {
  return isMistyped ? [] : [factor];
}

/** How much is added to a code when it is mistyped: 1 to below all codes. */
export function slipOf(roll: number, allCodes: number): number {
  const share = ((scramble(roll) >>> 0) + 0.5) / 0x1_0000_0000;
  return 1 + Math.floor(share * (allCodes - 1));
}

/** How many codes there are. */
export function codesOf(digits: number): number {
  let all = 1;
  for (let k = 0; k < digits; k++) all *= 10;
  return Math.min(all, 0x8000_0000);
}
