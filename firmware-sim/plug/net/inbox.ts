/** What an empty inbox may keep for the next bytes. */
const KEPT = 65_536;

/**
 * Bytes that arrived on a connection and were not read yet. It takes as much memory as arrived,
 * never as much as somebody said would arrive.
 */
export class Inbox {
  #buffer = new Uint8Array(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Copies the bytes. */
  push(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The next bytes, which stay; undefined when there are fewer. A view until the next change. */
  peek(length: number): Uint8Array | undefined {
    if (this.length < length) return undefined;
    return this.#buffer.subarray(this.#start, this.#start + length);
  }

  /** The next bytes, which go; undefined, and nothing goes, when there are fewer. A copy. */
  take(length: number): Uint8Array | undefined {
    const bytes = this.peek(length)?.slice();
    if (bytes === undefined) return undefined;
    this.#start += length;
    if (this.length === 0) {
      this.#start = 0;
      this.#end = 0;
      if (this.#buffer.length > KEPT) this.#buffer = new Uint8Array(0);
    }
    return bytes;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#buffer.length) return;
    const needed = this.length + more;
    const kept = this.#buffer.subarray(this.#start, this.#end);
    if (needed <= this.#buffer.length) this.#buffer.copyWithin(0, this.#start, this.#end);
    else {
      this.#buffer = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.set(kept);
    }
    this.#end = kept.length;
    this.#start = 0;
  }
}
