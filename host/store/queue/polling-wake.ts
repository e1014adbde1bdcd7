import type { HostClock } from '@fobkit/client';
import type { Wake } from './wake.ts';

/** Wakes at once who listens in this process, and everybody every `periodMs`. */
export class PollingWake implements Wake {
  readonly #clock: HostClock;
  readonly #periodMs: number;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #stops = new Set<() => void>();

  constructor(clock: HostClock, periodMs: number) {
    this.#clock = clock;
    this.#periodMs = periodMs;
  }

  tell(topic: string): Promise<void> {
    for (const run of this.#listeners.get(topic) ?? []) run();
    return Promise.resolve();
  }

  listen(topic: string, run: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    listeners.add(run);
    let cancel: () => void;
    const wait = (): void => {
      cancel = this.#clock.after(this.#periodMs, () => {
        wait();
        run();
      });
    };
    wait();
    const stop = (): void => {
      cancel();
      listeners.delete(run);
      this.#stops.delete(stop);
    };
    this.#stops.add(stop);
    return stop;
  }

  close(): Promise<void> {
    for (const stop of [...this.#stops]) stop();
    return Promise.resolve();
  }
}
