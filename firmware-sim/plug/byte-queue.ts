/** Bytes that arrived and were not read yet, in order. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Moves as many bytes as there are, `length` at most, into `target`; returns how many. */
  take(target: Uint8Array, offset: number, length: number): number {
    let taken = 0;
    for (let chunk = this.#chunks[0]; chunk && taken < length; chunk = this.#chunks[0]) {
      const part = chunk.subarray(0, length - taken);
      target.set(part, offset + taken);
      taken += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    this.#length -= taken;
    return taken;
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }
}
