import { UsageError } from '@fobkit/protocol';

/** What a call needs of an item at most: 24 bytes that are asked, 4 that are found. */
const ITEM_BYTES = 28;
/** For the number of the next item, and for arrays that begin at multiples of 8 bytes. */
const SPARE_BYTES = 64;
/** A larger sheet is not kept. */
const MOST_KEPT_BYTES = 64 * 1024 * 1024;

/** Memory of all threads for the arrays of one call. */
export class SharedSheet {
  readonly buffer: SharedArrayBuffer;
  readonly next: Int32Array<SharedArrayBuffer>;
  readonly into: Int32Array<SharedArrayBuffer>;
  readonly #items: number;
  #at = 0;

  constructor(buffer: SharedArrayBuffer, items: number) {
    this.buffer = buffer;
    this.#items = items;
    this.next = new Int32Array(buffer, this.#take(4), 1);
    this.next[0] = 0;
    this.into = new Int32Array(buffer, this.#take(4 * items), items);
  }

  indices(from: Uint32Array): Uint32Array {
    return filled(new Uint32Array(this.buffer, this.#take(4 * this.#items), this.#items), from);
  }

  counters(from: Float64Array): Float64Array {
    return filled(new Float64Array(this.buffer, this.#take(8 * this.#items), this.#items), from);
  }

  ints(from: Int32Array): Int32Array {
    return filled(new Int32Array(this.buffer, this.#take(4 * this.#items), this.#items), from);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += Math.ceil(bytes / 8) * 8;
    return at;
  }
}

function filled<Items extends Uint32Array | Float64Array | Int32Array>(
  into: Items,
  from: Items,
): Items {
  if (from.length !== into.length) {
    throw new UsageError('the arrays of a batch are not equally long');
  }
  into.set(from);
  return into;
}

/** Sheets, of which one is kept for the next call: memory that was never touched is slow. */
export class SharedSheets {
  #kept: SharedArrayBuffer | undefined;

  take(items: number): SharedSheet {
    const bytes = items * ITEM_BYTES + SPARE_BYTES;
    const kept = this.#kept;
    if (kept === undefined || kept.byteLength < bytes) {
      return new SharedSheet(new SharedArrayBuffer(bytes), items);
    }
    this.#kept = undefined;
    return new SharedSheet(kept, items);
  }

  give({ buffer }: SharedSheet): void {
    if (buffer.byteLength > MOST_KEPT_BYTES) return;
    if (buffer.byteLength > (this.#kept?.byteLength ?? 0)) this.#kept = buffer;
  }
}
