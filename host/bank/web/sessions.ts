import { createHash, randomBytes } from 'node:crypto';
import type { HostClock } from '@fobkit/client';

/** What a page keeps of its visitor: few short texts, such as the bank's session and its kind. */
export type SessionData = Readonly<Record<string, string>>;

export interface SessionTimes {
  /** Without a request; ten minutes if absent, as the banks have it. */
  readonly idleMs?: number;
  /** Whatever happens; eight hours if absent. */
  readonly absoluteMs?: number;
}

interface Entry {
  data: SessionData;
  readonly endsAt: number;
  usedAt: number;
}

/**
 * Sessions in memory, by opaque ids. Only the hash of an id is kept, so that what looks a session up
 * tells nothing by its time, and a picture of the memory lets nobody in.
 */
export class Sessions {
  readonly #clock: HostClock;
  readonly #idleMs: number;
  readonly #absoluteMs: number;
  readonly #most: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();

  constructor(clock: HostClock, times: SessionTimes = {}, most = 10_000) {
    this.#clock = clock;
    this.#idleMs = times.idleMs ?? 600_000;
    this.#absoluteMs = times.absoluteMs ?? 28_800_000;
    this.#most = most;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** A new session's id. `instead`: the id before a login or a step up, over from now on. */
  begin(data: SessionData, instead?: string): string {
    const before = instead === undefined ? undefined : this.#living(instead);
    if (instead !== undefined) this.end(instead);
    this.#expire();
    const id = newId();
    const now = this.#clock.now();
    // A step up does not make the whole any longer.
    const endsAt = before?.endsAt ?? now + this.#absoluteMs;
    this.#entries.set(hashOf(id), { data, endsAt, usedAt: now });
    return id;
  }

  /** The session's data; its idle time begins anew. */
  use(id: string): SessionData | undefined {
    const entry = this.#living(id);
    if (entry === undefined) return undefined;
    entry.usedAt = this.#clock.now();
    const key = hashOf(id);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.data;
  }

  /** The same, but nobody is thought to be there: a page asks by itself. */
  look(id: string): SessionData | undefined {
    return this.#living(id)?.data;
  }

  /** Other data for the same session; nothing when it is over. */
  keep(id: string, data: SessionData): void {
    const entry = this.#living(id);
    if (entry !== undefined) entry.data = data;
  }

  end(id: string): void {
    this.#entries.delete(hashOf(id));
  }

  #living(id: string): Entry | undefined {
    const key = hashOf(id);
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#lives(entry)) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  #lives({ usedAt, endsAt }: Entry): boolean {
    const now = this.#clock.now();
    return now < usedAt + this.#idleMs && now < endsAt;
  }

  #expire(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#lives(entry) && this.#entries.size < this.#most) break;
      this.#entries.delete(key);
    }
  }
}

/** 256 drawn bits in base64url: 43 characters. */
export function newId(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
