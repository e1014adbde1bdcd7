import { ByteQueue } from './byte-queue.ts';
import { Cable } from './cable.ts';
import type { Plug, Pluggable } from './plug.ts';

/** Bytes that wait unread before writers have to wait too, as the kernel's buffer of a tty. */
const HIGH_WATER = 65_536;

/** One who has the port open. */
export interface TtyUser {
  /** The fob left. */
  lost(): void;
}

/** The place of a serial port, with its receive buffer: what /dev/ttyACM0 is to those who open it. */
export class FobTty implements Plug {
  readonly url: string;
  readonly #cable: Cable;
  readonly #inbox = new ByteQueue();
  readonly #users = new Map<TtyUser, { readonly lock: boolean }>();
  readonly #onClose: () => void;
  #waiting: (() => void)[] = [];

  constructor(fob: Pluggable, path: string, onClose: () => void) {
    this.url = `serial:${path}`;
    this.#onClose = onClose;
    this.#cable = new Cable(fob, {
      bytes: (bytes) => {
        // What arrives while nobody has the port open is lost.
        if (this.#users.size > 0) this.#inbox.push(bytes);
        this.#wake();
      },
      unplugged: () => {
        this.#dropUsers();
      },
    });
    this.#cable.plugIn();
  }

  get plugged(): boolean {
    return this.#cable.plugged;
  }

  /** False when another user's lock, or an open port under this one's, is in the way. */
  enter(user: TtyUser, lock: boolean): boolean {
    const taken = [...this.#users.values()];
    if (taken.some((other) => other.lock || lock)) return false;
    this.#users.set(user, { lock });
    return true;
  }

  leave(user: TtyUser): void {
    this.#users.delete(user);
    if (this.#users.size === 0) {
      this.#inbox.clear();
      // As DTR, which falls when the last one closes the port.
      this.#cable.hangUp();
    }
    this.#wake();
  }

  write(bytes: Uint8Array): void {
    this.#cable.write(bytes);
  }

  take(target: Uint8Array, offset: number, length: number): number {
    const taken = this.#inbox.take(target, offset, length);
    if (taken > 0) this.#wake();
    return taken;
  }

  /** Whether writers have to wait for a reader. */
  get full(): boolean {
    return this.#inbox.length >= HIGH_WATER;
  }

  discard(): void {
    this.#inbox.clear();
    this.#wake();
  }

  /** Resolves when something changed: bytes came or went, a user left. */
  changed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#waiting.push(() => {
      resolve(undefined);
    });
    return promise;
  }

  replug(): void {
    this.#cable.plugIn();
  }

  close(): Promise<void> {
    this.#cable.pull();
    this.#dropUsers();
    this.#onClose();
    return Promise.resolve();
  }

  #dropUsers(): void {
    const users = [...this.#users.keys()];
    this.#users.clear();
    this.#inbox.clear();
    for (const user of users) user.lost();
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
