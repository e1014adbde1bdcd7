import { UsageError } from './errors.ts';

/**
 * Writes numbers and byte strings one after the other into a buffer that grows. A number outside
 * its field throws `UsageError` and writes nothing.
 */
export class ByteWriter {
  #buffer: Uint8Array;
  #length = 0;

  /** `capacity`: bytes expected, to spare the growing. */
  constructor(capacity = 64) {
    this.#buffer = new Uint8Array(Math.max(8, capacity));
  }

  /** Bytes written. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    check(value, 0xff);
    const at = this.#grow(1);
    this.#buffer[at] = value;
    return this;
  }

  u16be(value: number): this {
    check(value, 0xffff);
    const at = this.#grow(2);
    this.#buffer[at] = value >>> 8;
    this.#buffer[at + 1] = value;
    return this;
  }

  u16le(value: number): this {
    check(value, 0xffff);
    const at = this.#grow(2);
    this.#buffer[at] = value;
    this.#buffer[at + 1] = value >>> 8;
    return this;
  }

  u32be(value: number): this {
    check(value, 0xffff_ffff);
    this.#put32(this.#grow(4), value);
    return this;
  }

  u32le(value: number): this {
    check(value, 0xffff_ffff);
    this.#put32le(this.#grow(4), value);
    return this;
  }

  /** An unsigned 64-bit number, at most 2^53 − 1. */
  u64be(value: number): this {
    check(value, Number.MAX_SAFE_INTEGER);
    const at = this.#grow(8);
    this.#put32(at, Math.floor(value / 0x1_0000_0000));
    this.#put32(at + 4, value % 0x1_0000_0000);
    return this;
  }

  /** An unsigned 64-bit number, at most 2^53 − 1. */
  u64le(value: number): this {
    check(value, Number.MAX_SAFE_INTEGER);
    const at = this.#grow(8);
    this.#put32le(at, value % 0x1_0000_0000);
    this.#put32le(at + 4, Math.floor(value / 0x1_0000_0000));
    return this;
  }

  bytes(bytes: Uint8Array): this {
    const at = this.#grow(bytes.length);
    this.#buffer.set(bytes, at);
    return this;
  }

  /** A copy of what was written; the writer can go on. */
  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #put32(at: number, value: number): void {
    this.#buffer[at] = value >>> 24;
    this.#buffer[at + 1] = value >>> 16;
    this.#buffer[at + 2] = value >>> 8;
    this.#buffer[at + 3] = value;
  }

  #put32le(at: number, value: number): void {
    this.#buffer[at] = value;
    this.#buffer[at + 1] = value >>> 8;
    this.#buffer[at + 2] = value >>> 16;
    this.#buffer[at + 3] = value >>> 24;
  }

  /** Makes room for `count` bytes and returns where they go. */
  #grow(count: number): number {
    const at = this.#length;
    const needed = at + count;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#length = needed;
    return at;
  }
}

function check(value: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new UsageError(`a whole number from 0 to ${String(max)} is wanted`);
  }
}
