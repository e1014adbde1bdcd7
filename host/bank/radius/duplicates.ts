import { createHash } from 'node:crypto';
import type { HostClock } from '@fobkit/client';

/** RFC 5080 §2.2.2 has 5 to 30 s: no client repeats a packet for longer. */
const REMEMBERED_MS = 30_000;

interface Entry {
  readonly digest: string;
  readonly until: number;
  reply: Uint8Array | undefined;
}

export type Duplicate =
  | { readonly kind: 'new'; done(reply: Uint8Array): void; forget(): void }
  /** Being judged: its answer is on the way. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'answered'; readonly reply: Uint8Array };

/**
 * A repeated request gets the reply that its first copy got, so that a lost datagram costs no code.
 * The same request is the same bytes from the same address and port with the same identifier.
 */
export class Duplicates {
  readonly #clock: HostClock;
  readonly #most: number;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();

  constructor(clock: HostClock, most = 4096) {
    this.#clock = clock;
    this.#most = most;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** `source`: address, port and identifier. */
  look(source: string, bytes: Uint8Array): Duplicate {
    this.#expire();
    const digest = createHash('sha256').update(bytes).digest('base64');
    const found = this.#entries.get(source);
    if (found?.digest === digest) {
      return found.reply === undefined
        ? { kind: 'pending' }
        : { kind: 'answered', reply: found.reply };
    }
    const entry: Entry = { digest, until: this.#clock.now() + REMEMBERED_MS, reply: undefined };
    this.#entries.delete(source);
    this.#entries.set(source, entry);
    return {
      kind: 'new',
      done: (reply) => {
        entry.reply = reply;
      },
      forget: () => {
        if (this.#entries.get(source) === entry) this.#entries.delete(source);
      },
    };
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const [source, { until }] of this.#entries) {
      if (until > now && this.#entries.size < this.#most) break;
      this.#entries.delete(source);
    }
  }
}
