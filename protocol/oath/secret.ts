import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';

const MASK = '[secret]';
/** The key under which Node's `util.inspect` and `console.log` look; a symbol any engine can make. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Bytes that must not reach a log: however it is printed, joined, serialised or inspected, it gives
 * `[secret]`. The bytes are copied in and copied out.
 */
export class Secret {
  readonly #bytes: Uint8Array;
  #wiped = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = copyBytes(bytes);
  }

  /** Length in bytes; a wiped secret keeps it. */
  get length(): number {
    return this.#bytes.length;
  }

  /** A copy of the bytes, the caller's to overwrite. After `wipe` it throws `UsageError`. */
  reveal(): Uint8Array {
    if (this.#wiped) throw new UsageError('the secret has been wiped');
    return copyBytes(this.#bytes);
  }

  /** Overwrites the bytes for good. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [INSPECT](): string {
    return MASK;
  }
}
