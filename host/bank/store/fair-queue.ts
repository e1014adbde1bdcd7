import { BusyError } from '../domain/busy-error.ts';

export interface QueueBounds {
  /** So many work at once. */
  readonly atOnce: number;
  /** So many wait; then one that waits, or who comes, is refused by `BusyError`. */
  readonly waiting: number;
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: BusyError) => void;
}

/**
 * Costly work in turns by key, such as an address: each key that waits has one turn after the other,
 * however much another key has brought. When all places are taken, whoever waits for less than
 * another key takes that one's last place.
 */
export class FairQueue {
  readonly #bounds: QueueBounds;
  /** Those that wait, by key; the key whose turn comes next is first. */
  readonly #lanes = new Map<string, Waiting[]>();
  #working = 0;
  #waiting = 0;

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** Rejects with `BusyError` when there is no place: then the work was not begun. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#working < this.#bounds.atOnce) this.#working += 1;
    else await this.#wait(key);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #wait(key: string): Promise<void> {
    return new Promise((start, refuse) => {
      const lane = this.#lanes.get(key) ?? [];
      if (this.#waiting >= this.#bounds.waiting && !this.#makeRoom(lane.length + 1)) {
        refuse(new BusyError());
        return;
      }
      lane.push({ start, refuse });
      this.#lanes.set(key, lane);
      this.#waiting += 1;
    });
  }

  /** Whether a key with more than `wanted` places has given up its last. */
  #makeRoom(wanted: number): boolean {
    let longest: Waiting[] = [];
    for (const lane of this.#lanes.values()) if (lane.length > longest.length) longest = lane;
    if (longest.length <= wanted) return false;
    longest.pop()?.refuse(new BusyError());
    this.#waiting -= 1;
    return true;
  }

  /** Hands the place of who has ended to the next. */
  #next(): void {
    const [first] = this.#lanes;
    if (first === undefined) {
      this.#working -= 1;
      return;
    }
    const [key, lane] = first;
    this.#lanes.delete(key);
    const next = lane.shift();
    if (lane.length > 0) this.#lanes.set(key, lane);
    this.#waiting -= 1;
    next?.start();
  }
}
