import type { FleetPart } from './fleet-part.ts';

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
}

/** How many codes there are. */
export function codesOf(digits: number): number {
  let all = 1;
  for (let k = 0; k < digits; k++) all *= 10;
  return Math.min(all, 0x8000_0000);
}
