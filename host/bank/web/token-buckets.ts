import type { HostClock } from '@fobkit/client';

export interface BucketRate {
  /** What a quiet key may spend at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfter: number };

interface Bucket {
  tokens: number;
  at: number;
}

/** Where keys that find no place are counted together. */
const OVERFLOW = '';

/**
 * Token buckets by key: an address, an account. A bounded number: full ones are forgotten, and when
 * none is full, new keys share one bucket, so that a flood of keys never frees a spent one.
 */
export class TokenBuckets {
  readonly #clock: HostClock;
  readonly #rate: BucketRate;
  readonly #most: number;
  readonly #buckets = new Map<string, Bucket>();
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(clock: HostClock, rate: BucketRate, most = 10_000) {
    this.#clock = clock;
    this.#rate = rate;
    this.#most = most;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Spends one token of the key, or tells in how many whole seconds there will be one. */
  take(key: string): Taken {
    const bucket = this.#bucket(key);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return { ok: true };
    }
    return { ok: false, retryAfter: Math.ceil((1 - bucket.tokens) / this.#rate.perSecond) };
  }

  #bucket(key: string): Bucket {
    const now = this.#clock.now();
    const found = this.#buckets.get(key);
    if (found === undefined) return this.#add(key, now);
    found.tokens = this.#tokens(found, now);
    found.at = now;
    return found;
  }

  #add(key: string, now: number): Bucket {
    if (this.#buckets.size >= this.#most) this.#sweep(now);
    if (this.#buckets.size >= this.#most && key !== OVERFLOW) return this.#bucket(OVERFLOW);
    const bucket = { tokens: this.#rate.burst, at: now };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** At most once a second: under a flood each sweep would find nothing. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < 1000) return;
    this.#sweptAt = now;
    for (const [key, bucket] of this.#buckets) {
      if (this.#tokens(bucket, now) >= this.#rate.burst) this.#buckets.delete(key);
    }
  }

  #tokens(bucket: Bucket, now: number): number {
    const filled = bucket.tokens + ((now - bucket.at) / 1000) * this.#rate.perSecond;
    return Math.min(this.#rate.burst, filled);
  }
}
