/** A small seeded generator for tests that count in millions: xorshift32 (Marsaglia 2003). */
export class Prng {
  #state: number;

  /** Any integer; the same seed gives the same numbers. */
  constructor(seed: number) {
    this.#state = (seed ^ 0x9e37_79b9) | 0 || 1;
  }

  /** 32 bits, unsigned. */
  u32(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.u32() / 0x1_0000_0000) * limit);
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.u32() >>> 24;
    return bytes;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}
