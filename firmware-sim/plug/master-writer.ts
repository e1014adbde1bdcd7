import { copyBytes } from '@fobkit/protocol';
import { writeSync } from 'node:fs';

const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 16;

/**
 * Writes to the master of a pseudo-terminal, opened non-blocking. Node's own stream cannot: libuv
 * treats a master as a blocking stream, so that a host which does not read would stop the process,
 * or with O_NONBLOCK make it spin. A full terminal is tried again, ever less often.
 */
export class MasterWriter {
  readonly #fd: number;
  readonly #onEmpty: () => void;
  #queue: Uint8Array[] = [];
  #timer: NodeJS.Timeout | undefined;
  #waitMs = FIRST_WAIT_MS;
  #stopped = false;

  /** `onEmpty` is called when everything that had to wait is written. */
  constructor(fd: number, onEmpty: () => void) {
    this.#fd = fd;
    this.#onEmpty = onEmpty;
  }

  /** Whether bytes wait because the host does not read. */
  get waiting(): boolean {
    return this.#queue.length > 0;
  }

  write(bytes: Uint8Array): void {
    if (this.#stopped) return;
    // Those who sent the bytes may use their memory again.
    const rest = this.waiting ? bytes : this.#put(bytes);
    if (rest.length === 0) return;
    this.#queue.push(copyBytes(rest));
    this.#timer ??= this.#arm();
  }

  /** Drops what waits. To be called before the descriptor is closed. */
  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    clearTimeout(this.#timer);
  }

  /** Writes what goes in now; returns the rest. A terminal that is gone swallows everything. */
  #put(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(this.#fd, rest));
    } catch (error) {
      if (isFull(error)) return rest;
      return new Uint8Array(0);
    }
    return rest;
  }

  #arm(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = undefined;
      this.#retry();
    }, this.#waitMs);
  }

  #retry(): void {
    const before = this.#queue;
    const all = before.length === 1 ? before[0] : Buffer.concat(before);
    if (all === undefined) return;
    const rest = this.#put(all);
    this.#waitMs =
      rest.length < all.length ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    this.#queue = rest.length === 0 ? [] : [rest];
    if (this.waiting) this.#timer = this.#arm();
    else this.#onEmpty();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
