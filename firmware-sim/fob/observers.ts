import type { Observer, Occurrence } from './occurrence.ts';

/** Those who watch a fob. One that leaves while it is told hears the rest of that telling. */
export class Observers {
  readonly #all = new Set<{ readonly tell: Observer }>();

  get none(): boolean {
    return this.#all.size === 0;
  }

  add(tell: Observer): () => void {
    const entry = { tell };
    this.#all.add(entry);
    return () => this.#all.delete(entry);
  }

  /** @param at World time in ticks. */
  tell(occurrence: Occurrence, at: number): void {
    if (this.none) return;
    const noted = { ...occurrence, at };
    for (const { tell } of [...this.#all]) tell(noted);
  }
}
