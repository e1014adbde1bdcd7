import type { Unsubscribe } from './link.ts';

/** The listeners of one kind of event, called in the order in which they came. */
export class Listeners<Event> {
  readonly #listeners = new Set<{ readonly call: (event: Event) => void }>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: (event: Event) => void): Unsubscribe {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  emit(event: Event): void {
    // A copy: a listener may take itself or another away while it is called.
    for (const entry of [...this.#listeners]) entry.call(event);
  }
}
