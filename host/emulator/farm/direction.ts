import type { HostClock } from '@fobkit/client';
import type { Line } from './line.ts';

/** What is on its way. */
interface Parcel {
  readonly arrived: () => void;
  readonly cancel: () => void;
}

/** One direction of a line: what is sent waits until the line is free, and overtakes nothing. */
export class Direction {
  readonly #clock: HostClock;
  readonly #line: Line;
  #parcels: Parcel[] = [];
  #free = -Infinity;

  constructor(clock: HostClock, line: Line) {
    this.#clock = clock;
    this.#line = line;
  }

  send(bytes: number, workMs: number, arrived: () => void): void {
    const now = this.#clock.now();
    this.#free = this.#line.arrival(Math.max(now + workMs, this.#free), bytes);
    const cancel = this.#clock.after(Math.ceil(this.#free - now), () => {
      this.#deliver(parcel);
    });
    const parcel = { arrived, cancel };
    this.#parcels.push(parcel);
  }

  /** What is still on its way is lost. */
  clear(): void {
    for (const { cancel } of this.#parcels) cancel();
    this.#parcels = [];
  }

  /** Timers of one moment may come in another order than they were set. */
  #deliver(due: Parcel): void {
    const count = this.#parcels.indexOf(due) + 1;
    for (const { arrived, cancel } of this.#parcels.splice(0, count)) {
      cancel();
      arrived();
    }
  }
}
