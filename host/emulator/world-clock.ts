import { type HostClock } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { turn } from './turn.ts';
import { watch } from './watch.ts';

/** What time passes for: an emulated fob. All times are ticks of 1/32768 s since 1970. */
export interface World {
  readonly worldTicks: number;
  /** When something will happen by itself next, as things stand; Infinity when nothing will. */
  readonly nextEventTicks: number;
  /** Lets time pass, from one event to the next. */
  advanceTo(worldTicks: number): void;
}

export interface WorldClockOptions {
  /** Moves time on while the host waits and nothing else is to be done; false if absent. */
  readonly autoAdvance?: boolean;
  /** Resolves when everything that follows from the past has happened; one turn if absent. */
  readonly idle?: () => Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

const HOUR_TICKS = 3600 * TICKS_PER_SECOND;

/** Nothing that the host waits for will ever happen. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * The host's clock on a fob's world time: a timeout of the client comes when the world has moved
 * that far, never by waiting.
 */
export class WorldClock implements HostClock {
  readonly #options: WorldClockOptions;
  readonly #timers = new Set<Timer>();
  #world: World;
  /** Ticks that passed in worlds before this one, so that `now` never goes back. */
  #before = 0;
  #origin: number;
  #pumping = false;
  #settling = 0;

  constructor(world: World, options: WorldClockOptions = {}) {
    this.#world = world;
    this.#origin = world.worldTicks;
    this.#options = options;
  }

  now(): number {
    return msOf(this.#before + this.#world.worldTicks - this.#origin);
  }

  unixMs(): number {
    return msOf(this.#world.worldTicks);
  }

  after(ms: number, run: () => void): () => void {
    const ticks = Math.max(1, Math.ceil((ms * TICKS_PER_SECOND) / 1000));
    const timer = { at: this.#world.worldTicks + ticks, run };
    this.#timers.add(timer);
    void this.#pump();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Goes on in another world, as a restored fob is. Timers of the one before are gone. */
  enter(world: World): void {
    this.#timers.clear();
    this.#before += this.#world.worldTicks - this.#origin;
    this.#origin = world.worldTicks;
    this.#world = world;
  }

  /** Lets time pass; the host's timers run at theirs. What awaits them goes on afterwards. */
  advanceTo(worldTicks: number): void {
    while (this.#world.worldTicks < worldTicks) {
      this.#step(Math.min(worldTicks, this.#nextTicks));
    }
  }

  /**
   * Moves time on from event to event until the promise settles, and gives what it settles to.
   * Rejects with `StalledError` when nothing happens any more or a virtual hour has passed;
   * `reason` says what is waited for.
   */
  async settle<T>(promise: Promise<T>, reason?: () => string): Promise<T> {
    const watched = watch(promise);
    const end = this.#world.worldTicks + HOUR_TICKS;
    this.#settling++;
    try {
      for (;;) {
        await this.#idle();
        if (watched.settled) return await promise;
        const next = this.#nextTicks;
        if (next > end) throw stalled(next, reason);
        this.#step(next);
      }
    } finally {
      this.#settling--;
      void this.#pump();
    }
  }

  /** Forgets every timer. */
  stop(): void {
    this.#timers.clear();
  }

  get #nextTicks(): number {
    let next = this.#world.nextEventTicks;
    for (const { at } of this.#timers) next = Math.min(next, at);
    return next;
  }

  /** To `worldTicks`, before which no timer is due. At one time the fob is before the host. */
  #step(worldTicks: number): void {
    this.#world.advanceTo(worldTicks);
    const due = [...this.#timers].filter(({ at }) => at <= this.#world.worldTicks);
    for (const timer of due.sort((a, b) => a.at - b.at)) {
      if (this.#timers.delete(timer)) timer.run();
    }
  }

  async #pump(): Promise<void> {
    if (this.#options.autoAdvance !== true || this.#pumping) return;
    this.#pumping = true;
    try {
      for (;;) {
        await this.#idle();
        if (this.#timers.size === 0 || this.#settling > 0) return;
        this.#step(this.#nextTicks);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #idle(): Promise<void> {
    return (this.#options.idle ?? turn)();
  }
}

/** Exact: a tick is 125/4096 ms. */
function msOf(ticks: number): number {
  return (ticks * 125) / 4096;
}

function stalled(next: number, reason?: () => string): StalledError {
  const what = Number.isFinite(next)
    ? 'nothing happened within an hour of world time'
    : 'nothing will ever happen';
  return new StalledError(reason === undefined ? what : `${what}: ${reason()}`);
}
