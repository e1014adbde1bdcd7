import { copyBytes } from '../bytes/copy.ts';

/** Something captured that waits until it is known what of it may be told ([CAP-7]). */
export interface Held<T> {
  readonly item: T;
  /** Its bytes; what may not be told is overwritten here. */
  readonly bytes: Uint8Array;
  /** It may go. */
  settled: boolean;
  /** Something in it was overwritten. */
  masked: boolean;
}

/** More entries or bytes do not wait: whoever holds them has to settle. */
const MOST_ENTRIES = 2048;
const MOST_BYTES = 262_144;

/** Lets captured things go in the order in which they came, each once it is settled. */
export class HoldQueue<T> {
  readonly #emit: (held: Held<T>) => void;
  #waiting: Held<T>[] = [];
  #bytes = 0;

  constructor(emit: (held: Held<T>) => void) {
    this.#emit = emit;
  }

  /** A copy of the bytes is held. The caller settles it and calls `release`. */
  add(item: T, bytes: Uint8Array): Held<T> {
    const held = { item, bytes: copyBytes(bytes), settled: false, masked: false };
    this.#waiting.push(held);
    this.#bytes += bytes.length;
    return held;
  }

  get isFull(): boolean {
    return this.#waiting.length > MOST_ENTRIES || this.#bytes > MOST_BYTES;
  }

  /** Lets go what is settled, up to the first that is not; everything when `all`. */
  release(all = false): void {
    let count = 0;
    for (const held of this.#waiting) {
      if (!held.settled && !all) break;
      this.#emit(held);
      this.#bytes -= held.bytes.length;
      count++;
    }
    if (count > 0) this.#waiting = this.#waiting.slice(count);
  }
}
