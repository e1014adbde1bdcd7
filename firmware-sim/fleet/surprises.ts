/** The codes of a fob, counted from its first, that were found where nobody expected them. */
interface Found {
  readonly code: number;
  readonly offset: number;
}

/**
 * What has come out, run by run, of the fobs of a block. A run that is told of all surprises is
 * what would have come of searching for each code at once: up to the first that it is not told of
 * it is so, and that one is told to the next run.
 */
export class Surprises {
  readonly #found: Found[][];
  /** 1 where the fob's last run was right. */
  readonly #isSure: Uint8Array;
  #at = 0;
  /** Codes of the fob up to now. */
  #codes = 0;
  /** Of the fob's surprises, the next one, and at which code it comes. */
  #next = 0;
  #nextCode = Infinity;
  #isSought = false;
  #isAny = false;

  constructor(fobs: number) {
    this.#found = Array.from({ length: fobs }, () => []);
    this.#isSure = new Uint8Array(fobs);
  }

  /** Whether codes have to be searched for. */
  get isSought(): boolean {
    return this.#isSought;
  }

  /** The fob at a place of the block is run from its beginning. */
  begin(at: number): void {
    this.#at = at;
    this.#codes = 0;
    this.#next = 0;
    this.#nextCode = this.#found[at]?.[0]?.code ?? Infinity;
    this.#isSought = this.#isSure[at] === 0;
    this.#isSure[at] = 1;
  }

  /** The offset at which the fob's next code is found: `expected` but for surprises. */
  next(expected: number): number {
    if (this.#codes++ !== this.#nextCode) return expected;
    const found = this.#found[this.#at] ?? [];
    const offset = found[this.#next]?.offset ?? expected;
    this.#nextCode = found[++this.#next]?.code ?? Infinity;
    return offset;
  }

  /** A code of the fob, `-1` the last one and so on, was found elsewhere. The run is a wrong one. */
  add(back: number, offset: number): void {
    this.#found[this.#at]?.push({ code: this.#codes + back, offset });
    this.#isSure[this.#at] = 0;
    this.#isSought = false;
    this.#isAny = true;
  }

  /** The block was run: whether it is to be run again. If not, the next one has other fobs. */
  again(): boolean {
    const isAgain = this.#isAny;
    this.#isAny = false;
    if (!isAgain) {
      for (const found of this.#found) found.length = 0;
      this.#isSure.fill(0);
    }
    return isAgain;
  }
}
