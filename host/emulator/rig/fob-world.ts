import type { Fob } from '@fobkit/firmware-sim';
import { type World, WorldClock } from '../world-clock.ts';

/**
 * Several fobs on one world time. One that is ahead of it, as others are when one goes back to a
 * snapshot, stands still until the world has caught up.
 */
export class FobWorld implements World {
  readonly #fobs: ReadonlyMap<string, Fob>;
  #worldTicks: number;

  constructor(worldTicks: number, fobs: ReadonlyMap<string, Fob>) {
    this.#worldTicks = worldTicks;
    this.#fobs = fobs;
  }

  get worldTicks(): number {
    return this.#worldTicks;
  }

  get nextEventTicks(): number {
    let next = Infinity;
    for (const fob of this.#fobs.values()) next = Math.min(next, fob.nextEventTicks);
    // What is due at this very moment happens with the next tick that passes.
    return Math.max(next, this.#worldTicks + 1);
  }

  advanceTo(worldTicks: number): void {
    this.#worldTicks = Math.max(this.#worldTicks, worldTicks);
    for (const fob of this.#fobs.values()) fob.advanceTo(worldTicks);
  }
}

/** The world time of one run, and the fobs by name that live in it. */
export class SharedTime {
  readonly clock: WorldClock;
  readonly #fobs = new Map<string, Fob>();
  #world: FobWorld;

  constructor(worldTicks: number) {
    this.#world = new FobWorld(worldTicks, this.#fobs);
    this.clock = new WorldClock(this.#world, { autoAdvance: true });
  }

  get worldTicks(): number {
    return this.#world.worldTicks;
  }

  get empty(): boolean {
    return this.#fobs.size === 0;
  }

  has(name: string): boolean {
    return this.#fobs.has(name);
  }

  add(name: string, fob: Fob): void {
    this.#fobs.set(name, fob);
  }

  /** Puts another fob in the place of one; world time is then that fob's. */
  replace(name: string, fob: Fob): void {
    this.#fobs.set(name, fob);
    this.#world = new FobWorld(fob.worldTicks, this.#fobs);
    this.clock.enter(this.#world);
  }

  leave(name: string): void {
    this.#fobs.delete(name);
    if (this.empty) this.clock.stop();
  }

  /** Lets so many ticks pass. */
  pass(ticks: number): void {
    this.clock.advanceTo(this.worldTicks + ticks);
  }
}
