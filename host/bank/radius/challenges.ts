import { randomBytes } from 'node:crypto';
import type { HostClock } from '@fobkit/client';
import { fromHex, toHex } from '@fobkit/protocol';

interface Challenge {
  readonly user: string;
  readonly client: string;
  readonly until: number;
}

/** A challenge's State is drawn, holds nothing, counts once and for one user of one client. */
export class Challenges {
  readonly #clock: HostClock;
  readonly #withinMs: number;
  readonly #most: number;
  /** By state in hexadecimal, oldest first. */
  readonly #open = new Map<string, Challenge>();

  constructor(clock: HostClock, withinMs = 120_000, most = 4096) {
    this.#clock = clock;
    this.#withinMs = withinMs;
    this.#most = most;
  }

  get size(): number {
    return this.#open.size;
  }

  /** 16 bytes for the State of a challenge. */
  begin(user: string, client: string): Uint8Array {
    this.#expire();
    const state = toHex(randomBytes(16));
    this.#open.set(state, { user, client, until: this.#clock.now() + this.#withinMs });
    return fromHex(state);
  }

  /** Whether this state was given to this user of this client, is fresh and comes for the first time. */
  end(state: Uint8Array, user: string, client: string): boolean {
    this.#expire();
    const key = toHex(state);
    const challenge = this.#open.get(key);
    this.#open.delete(key);
    return challenge?.user === user && challenge.client === client;
  }

  #expire(): void {
    const now = this.#clock.now();
    for (const [state, { until }] of this.#open) {
      if (until > now && this.#open.size < this.#most) break;
      this.#open.delete(state);
    }
  }
}
