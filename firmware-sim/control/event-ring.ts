import type { RigEvent } from '@fobkit/protocol';
import { visibleNoted } from '../fob/look.ts';
import type { Noted } from '../fob/occurrence.ts';
import type { ControlledFob } from './controlled-fob.ts';

/** Events that one who lost the stream can still catch up on. */
const KEPT = 1000;

/** An event and its number, which counts up by one: what `Last-Event-ID` names. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: RigEvent;
}

export type EventListener = (event: NumberedEvent) => void;

/** The latest events of all fobs, and those who listen to what comes. */
export class EventRing {
  readonly #events: NumberedEvent[] = [];
  readonly #listeners = new Set<EventListener>();
  readonly #leave: (() => void)[];
  #next = 1;

  constructor(fobs: readonly ControlledFob[]) {
    this.#leave = fobs.map((target) =>
      target.observe((noted) => {
        this.#add(target, noted);
      }),
    );
  }

  /** The kept events after `id`, oldest first. */
  after(id: number): readonly NumberedEvent[] {
    return this.#events.filter((event) => event.id > id);
  }

  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const leave of this.#leave) leave();
    this.#listeners.clear();
  }

  #add(target: ControlledFob, noted: Noted): void {
    const { deviceId } = target;
    const numbered = { id: this.#next++, event: { deviceId, ...visibleNoted(target.fob, noted) } };
    this.#events.push(numbered);
    if (this.#events.length > KEPT) this.#events.shift();
    for (const listener of [...this.#listeners]) listener(numbered);
  }
}
