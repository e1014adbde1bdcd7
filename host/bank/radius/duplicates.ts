import { createHash } from 'node:crypto';
import type { HostClock } from '@fobkit/client';
import { SeenRequests } from './seen-requests.ts';

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
  | { readonly kind: 'answered'; readonly reply: Uint8Array }
  /** Judged before, and its answer is forgotten, or it comes from elsewhere now. */
  | { readonly kind: 'replayed' };

/** What tells one request from another. */
export interface Arrived {
  /** Address, port and identifier. */
  readonly source: string;
  /** Whose it is; undefined: it may come as often as it likes, for nothing is judged. */
  readonly client?: string;
  readonly bytes: Uint8Array;
}

/**
 * A repeated request gets the reply that its first copy got, so that a lost datagram costs no code.
 * The same request is the same bytes from the same address and port with the same identifier. Later,
 * or from elsewhere, it is a replay.
 */
export class Duplicates {
  readonly #clock: HostClock;
  readonly #most: number;
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #seen: SeenRequests;

  constructor(clock: HostClock, most = 4096, seen = new SeenRequests()) {
    this.#clock = clock;
    this.#most = most;
    this.#seen = seen;
  }

  get size(): number {
    return this.#entries.size;
  }

  look({ source, client, bytes }: Arrived): Duplicate {
    this.#expire();
    const digest = createHash('sha256').update(bytes).digest('base64');
    const found = this.#entries.get(source);
    if (found?.digest === digest) {
      return found.reply === undefined
        ? { kind: 'pending' }
        : { kind: 'answered', reply: found.reply };
    }
    // Another client may have sent the same bytes: they were made with another secret.
    const seen = client === undefined ? undefined : `${digest} ${client}`;
    if (seen !== undefined) {
      if (this.#seen.has(seen)) return { kind: 'replayed' };
      this.#seen.add(seen);
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
        if (seen !== undefined) this.#seen.delete(seen);
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
