import type { World } from '../../../host/emulator/world-clock.ts';

export const SECOND = 32_768;

/** A world in which things happen at times that a test puts down. */
export class ToyWorld implements World {
  worldTicks = 1_750_000_000 * SECOND;
  #events: { readonly at: number; readonly run: () => void }[] = [];

  get nextEventTicks(): number {
    return Math.min(Infinity, ...this.#events.map(({ at }) => at));
  }

  /** Lets something happen `seconds` from now. */
  in(seconds: number, run: () => void): void {
    this.#events.push({ at: this.worldTicks + seconds * SECOND, run });
  }

  advanceTo(worldTicks: number): void {
    while (this.nextEventTicks <= worldTicks) {
      const at = this.nextEventTicks;
      this.worldTicks = at;
      const due = this.#events.filter((event) => event.at === at);
      this.#events = this.#events.filter((event) => event.at !== at);
      for (const { run } of due) run();
    }
    this.worldTicks = Math.max(this.worldTicks, worldTicks);
  }
}
