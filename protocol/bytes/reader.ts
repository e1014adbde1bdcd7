import { UsageError, WireError } from './errors.ts';

/**
 * Reads numbers and byte strings one after the other. Each read beyond the end throws `WireError`
 * 'truncated' and leaves the position where it was.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #position: number;

  /** Starts at `offset`, which must lie within `bytes` or at its end (`UsageError`). */
  constructor(bytes: Uint8Array, offset = 0) {
    if (!Number.isInteger(offset) || offset < 0 || offset > bytes.length) {
      throw new UsageError('the offset of a ByteReader must lie within the bytes');
    }
    this.#bytes = bytes;
    this.#position = offset;
  }

  /** Bytes not yet read. */
  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  /** Index of the next byte, counted from the start of the bytes. */
  get position(): number {
    return this.#position;
  }

  u8(): number {
    return this.#byte(this.#advance(1));
  }

  u16be(): number {
    const at = this.#advance(2);
    return (this.#byte(at) << 8) | this.#byte(at + 1);
  }

  u16le(): number {
    const at = this.#advance(2);
    return (this.#byte(at + 1) << 8) | this.#byte(at);
  }

  u32be(): number {
    return this.#u32be(this.#advance(4));
  }

  u32le(): number {
    return this.#u32le(this.#advance(4));
  }

  /** An unsigned 64-bit number; `WireError` 'limit' above 2^53 − 1. */
  u64be(): number {
    const at = this.#advance(8);
    return this.#safe(at, this.#u32be(at) * 0x1_0000_0000 + this.#u32be(at + 4));
  }

  /** An unsigned 64-bit number; `WireError` 'limit' above 2^53 − 1. */
  u64le(): number {
    const at = this.#advance(8);
    return this.#safe(at, this.#u32le(at + 4) * 0x1_0000_0000 + this.#u32le(at));
  }

  /** The next `length` bytes, a view of the source and not a copy. */
  take(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.#bytes.subarray(at, at + length);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** Throws `WireError` 'trailing' when bytes are left. */
  end(): void {
    if (this.remaining > 0) {
      throw new WireError('trailing', `${String(this.remaining)} bytes after the end`);
    }
  }

  #u32be(at: number): number {
    const high = (this.#byte(at) << 8) | this.#byte(at + 1);
    return ((high << 16) | (this.#byte(at + 2) << 8) | this.#byte(at + 3)) >>> 0;
  }

  #u32le(at: number): number {
    const high = (this.#byte(at + 3) << 8) | this.#byte(at + 2);
    return ((high << 16) | (this.#byte(at + 1) << 8) | this.#byte(at)) >>> 0;
  }

  /** `value`, which was read at `at`; goes back there when it is not exact. */
  #safe(at: number, value: number): number {
    if (Number.isSafeInteger(value)) return value;
    this.#position = at;
    throw new WireError('limit', `the number at byte ${String(at)} exceeds 2^53 - 1`);
  }

  #byte(at: number): number {
    return this.#bytes[at] ?? 0;
  }

  /** Moves on by `length` and returns where that began. */
  #advance(length: number): number {
    if (!Number.isInteger(length) || length < 0) {
      throw new UsageError('a length must be a whole number of bytes');
    }
    const at = this.#position;
    if (length > this.#bytes.length - at) {
      const short = `${String(length)} bytes wanted, ${String(this.remaining)} left`;
      throw new WireError('truncated', `${short} at byte ${String(at)}`);
    }
    this.#position = at + length;
    return at;
  }
}
