/**
 * Dice that follow from whole numbers alone: the same seeds give the same throws on every machine.
 * sfc32 (Chris Doty-Humphrey's PractRand), in 32-bit integers.
 */
export class Dice {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** `seed` and `stream` are whole numbers from 0; another stream is another sequence. */
  constructor(seed: number, stream = 0) {
    this.#a = seed >>> 0;
    this.#b = stream >>> 0;
    this.#c = ((seed / 0x1_0000_0000) ^ Math.imul(stream + 1, 0x9e37_79b9)) >>> 0;
    // Close seeds are far apart after a dozen rounds.
    for (let i = 0; i < 15; i++) this.u32();
  }

  /** 0 to 2^32 - 1. */
  u32(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to `n` - 1; `n` at most 2^32. */
  below(n: number): number {
    return Math.floor((this.u32() * n) / 0x1_0000_0000);
  }

  /** A whole number from `from` to `to`, both possible. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True in `percent` of a hundred cases. */
  percent(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** @throws RangeError for an empty list. */
  pick<T extends string | number | object>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** By weight, a whole number from 0. @throws RangeError when all weights are 0. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.below(total);
    for (const [weight, value] of choices) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new RangeError('nothing to pick from');
  }
}
