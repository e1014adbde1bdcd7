import type { HostClock } from '@fobkit/client';

/** A host clock that moves when told, and runs its timers on the way. */
export class ToyClock implements HostClock {
  #now = 5000;
  /** May be set, as a machine's clock may. */
  unix = 1_750_000_000_000;
  readonly timers: { readonly at: number; readonly run: () => void }[] = [];
  /** Timers that were ever set. */
  armed = 0;

  now(): number {
    return this.#now;
  }

  unixMs(): number {
    return this.unix;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.timers.push(timer);
    this.armed++;
    return () => {
      const index = this.timers.indexOf(timer);
      if (index >= 0) this.timers.splice(index, 1);
    };
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers.splice(this.timers.indexOf(next), 1);
      this.#move(next.at);
      next.run();
    }
    this.#move(end);
  }

  #move(to: number): void {
    this.unix += to - this.#now;
    this.#now = to;
  }
}
