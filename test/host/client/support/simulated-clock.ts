import { setImmediate } from 'node:timers/promises';
import type { HostClock } from '../../../../host/client/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Fails a test that waits for something that no timer will bring. */
const HORIZON_MS = 3_600_000;

/** Host time that moves only by `advance` and `until`. */
export class SimulatedClock implements HostClock {
  #now = 1_000;
  #unixOffset: number;
  readonly #timers = new Set<Timer>();

  constructor(unixMs = 1_800_000_000_000) {
    this.#unixOffset = unixMs - this.#now;
  }

  now(): number {
    return this.#now;
  }

  unixMs(): number {
    return this.#now + this.#unixOffset;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that are armed. */
  get armed(): number {
    return this.#timers.size;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await setImmediate();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      await this.#fire(timer);
    }
    this.#now = end;
    await setImmediate();
  }

  /** Moves on from timer to timer until the promise settles; gives what it settles to. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    promise.then(settle, settle);
    const end = this.#now + HORIZON_MS;
    await setImmediate();
    while (!state.settled) {
      const timer = this.#next(end);
      if (timer === undefined) throw new Error('nothing will settle this promise');
      await this.#fire(timer);
    }
    return promise;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer;
    }
    return first;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    this.#now = timer.at;
    timer.run();
    await setImmediate();
  }
}
