interface Entry {
  readonly at: number;
  readonly run: () => void;
}

/** What is to happen on a fob's timeline, by world time; entries of one time keep their order. */
export class Agenda {
  #entries: Entry[] = [];

  /** World time of the next entry; Infinity when there is none. */
  get next(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  add(at: number, run: () => void): void {
    let index = this.#entries.length;
    while (index > 0 && (this.#entries[index - 1]?.at ?? 0) > at) index--;
    this.#entries.splice(index, 0, { at, run });
  }

  runDue(now: number): void {
    for (let entry = this.#entries[0]; entry && entry.at <= now; entry = this.#entries[0]) {
      this.#entries.shift();
      entry.run();
    }
  }

  clear(): void {
    this.#entries = [];
  }
}
