import { integerOf, PartStateError, type PartState, WORDS } from './part-state.ts';

/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018, prng.di.unimi.it), its state filled from a 32-bit
 * seed by splitmix32. Deterministic: for the model's dice and its emulated chip, never for secrets
 * of production.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `seed`: an integer; its low 32 bits count. */
  constructor(seed: number) {
    let state = seed >>> 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return (z ^ (z >>> 15)) >>> 0;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** The next 32 bits, as an unsigned integer. */
  uint32(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return scrambled;
  }

  /** An integer of 0 to `limit` − 1, each equally likely; 1 ≤ limit ≤ 2^32. */
  below(limit: number): number {
    const fair = Math.floor(4_294_967_296 / limit) * limit;
    for (;;) {
      const draw = this.uint32();
      if (draw < fair) return draw % limit;
    }
  }

  bytes(length: number): Uint8Array {
    const out = new Uint8Array(length);
    for (let i = 0; i < length; i += 4) {
      const word = this.uint32();
      for (let j = 0; j < 4 && i + j < length; j++) out[i + j] = word >>> (8 * j);
    }
    return out;
  }

  /** A generator of its own, seeded from this one. */
  fork(): Rng {
    return new Rng(this.uint32());
  }

  save(): PartState {
    return { a: this.#a >>> 0, b: this.#b >>> 0, c: this.#c >>> 0, d: this.#d >>> 0 };
  }

  load(state: PartState): void {
    this.#a = integerOf(state, 'a', WORDS);
    this.#b = integerOf(state, 'b', WORDS);
    this.#c = integerOf(state, 'c', WORDS);
    this.#d = integerOf(state, 'd', WORDS);
    // From there it would never come away again.
    if ((this.#a | this.#b | this.#c | this.#d) === 0)
      throw new PartStateError('a', 'not 0 like b, c and d');
  }
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
