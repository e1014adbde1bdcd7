import { type HostClock, msOfTicks, ticksOfUnixMs } from '@fobkit/client';
import type { Fob } from '@fobkit/firmware-sim';
import { DueHeap } from './due-heap.ts';
import { LiveFob } from './live-fob.ts';

export interface LiveClockOptions {
  readonly clock: HostClock;
  /** World time at the start, in unix seconds; the clock's if absent. */
  readonly unixTime?: number;
  /** World time then moves only by `advance`. */
  readonly frozen?: boolean;
  /** Hears of a fob that a fault of the emulator ended. Without it, the fault is thrown on. */
  readonly onFailure?: (live: LiveFob, error: unknown) => void;
}

/** Timers longer than this are armed again on the way; Node's own end at 24 days. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Ties the world time of fobs to the wall. One timer serves them all, set to the earliest event of
 * any: a fob that sleeps costs nothing. World time never goes back, even when somebody sets the
 * machine's clock back.
 */
export class LiveClock {
  readonly clock: HostClock;
  readonly frozen: boolean;
  readonly onFailure: LiveClockOptions['onFailure'];
  readonly #sleepers = new DueHeap<LiveFob>();
  #worldMs: number;
  #seen: { readonly unixMs: number; readonly now: number };
  #armed: { readonly at: number; cancel(): void } | undefined;
  #closed = false;

  constructor(options: LiveClockOptions) {
    const { clock, unixTime, frozen = false } = options;
    this.clock = clock;
    this.frozen = frozen;
    this.onFailure = options.onFailure;
    this.#seen = { unixMs: clock.unixMs(), now: clock.now() };
    this.#worldMs = unixTime === undefined ? this.#seen.unixMs : unixTime * 1000;
  }

  /** World time of fobs that were not advanced, in ticks since 1970. */
  now(): number {
    if (!this.frozen) {
      const seen = { unixMs: this.clock.unixMs(), now: this.clock.now() };
      const wall = seen.unixMs - this.#seen.unixMs;
      this.#worldMs += wall >= 0 ? wall : Math.max(0, seen.now - this.#seen.now);
      this.#seen = seen;
    }
    return ticksOfUnixMs(this.#worldMs);
  }

  /** Lets a fob live by this clock, from its own world time on. */
  add(fob: Fob): LiveFob {
    const live = new LiveFob(fob, this);
    this.reschedule(live);
    return live;
  }

  /** Takes a fob off this clock: its time stands still from then on. */
  remove(live: LiveFob): void {
    this.#sleepers.remove(live);
  }

  /** To be called when the next event of a fob may be another than before. */
  reschedule(live: LiveFob): void {
    if (this.frozen || this.#closed) return;
    live.dueAt = live.nextEventAt;
    this.#sleepers.place(live);
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    this.#armed?.cancel();
    this.#armed = undefined;
  }

  #arm(): void {
    const first = this.#sleepers.first;
    // A timer that is too early only looks and sets itself again.
    if (first === undefined || (this.#armed !== undefined && this.#armed.at <= first.dueAt)) return;
    this.#armed?.cancel();
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(0, msOfTicks(first.dueAt - this.now()) + 1));
    const cancel = this.clock.after(wait, () => {
      this.#armed = undefined;
      this.#wake();
    });
    this.#armed = { at: first.dueAt, cancel };
  }

  #wake(): void {
    const now = this.now();
    for (
      let first = this.#sleepers.first;
      first !== undefined && first.dueAt <= now;
      first = this.#sleepers.first
    ) {
      first.catchUp();
      first.dueAt = first.nextEventAt;
      // An event of this very moment comes with the next turn, so that the loop ends.
      if (first.dueAt <= now) first.dueAt = now + 1;
      this.#sleepers.place(first);
    }
    this.#arm();
  }
}
