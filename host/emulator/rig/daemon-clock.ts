import type { HostClock } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';

/**
 * World time of an emulated fob in another process, as its control channel told it last; between
 * two tellings it goes on as it was seen to. What waits for an answer waits by the host's clock.
 */
export class DaemonClock implements HostClock {
  readonly #host: HostClock;
  /** Whether world time is tied to the wall, or stands until told to pass. */
  readonly live: boolean;
  #worldMs: number;
  #toldAt: number;

  constructor(host: HostClock, worldTicks: number, live: boolean) {
    this.#host = host;
    this.live = live;
    this.#worldMs = msOf(worldTicks);
    this.#toldAt = host.now();
  }

  told(worldTicks: number): void {
    this.#worldMs = msOf(worldTicks);
    this.#toldAt = this.#host.now();
  }

  now(): number {
    return this.#host.now();
  }

  unixMs(): number {
    return this.live ? this.#worldMs + this.#host.now() - this.#toldAt : this.#worldMs;
  }

  after(ms: number, run: () => void): () => void {
    return this.#host.after(ms, run);
  }
}

function msOf(worldTicks: number): number {
  return (worldTicks * 1000) / TICKS_PER_SECOND;
}
