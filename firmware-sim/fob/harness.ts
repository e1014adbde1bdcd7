import type { Agenda } from './agenda.ts';
import type { Direction, Occurrence } from './occurrence.ts';
import { type Shape, Wire, type WireEnd } from './wire.ts';

export interface HarnessHooks {
  /** World time in ticks. */
  now(): number;
  /** What the wires do to bytes. */
  readonly shape: Shape;
  /** Bytes reach the fob. */
  received(wire: number, bytes: Uint8Array): void;
  /** The fob was pulled off a wire. */
  pulled(wire: number): void;
  /** A wire came or went. */
  changed(): void;
  note(occurrence: Occurrence): void;
}

/** All wires of a fob, and the bytes on them. */
export class Harness {
  readonly #agenda: Agenda;
  readonly #hooks: HarnessHooks;
  readonly #wires = new Map<number, Wire>();
  #next = 1;

  constructor(agenda: Agenda, hooks: HarnessHooks) {
    this.#agenda = agenda;
    this.#hooks = hooks;
  }

  get plugged(): boolean {
    return this.#wires.size > 0;
  }

  plugIn(): WireEnd {
    const id = this.#next++;
    const wire = new Wire(
      id,
      (bytes) => {
        this.carry('to-fob', bytes, id);
      },
      () => {
        this.#wires.delete(id);
        this.#hooks.pulled(id);
        this.#hooks.note({ kind: 'unplugged', wire: id });
        this.#hooks.changed();
      },
    );
    this.#wires.set(id, wire);
    this.#hooks.note({ kind: 'plugged', wire: id });
    this.#hooks.changed();
    return wire;
  }

  unplugAll(): void {
    for (const wire of [...this.#wires.values()]) wire.unplug();
  }

  carry(direction: Direction, bytes: Uint8Array, wire: number): void {
    this.#hooks.note({ kind: 'bytes', direction, count: bytes.length });
    for (const piece of this.#hooks.shape(direction, bytes, wire)) {
      if (piece.delay <= 0) this.#arrive(direction, piece.bytes, wire);
      else {
        this.#agenda.add(this.#hooks.now() + piece.delay, () => {
          this.#arrive(direction, piece.bytes, wire);
        });
      }
    }
  }

  #arrive(direction: Direction, bytes: Uint8Array, wire: number): void {
    if (direction === 'to-host') this.#wires.get(wire)?.deliver(bytes);
    else if (this.#wires.has(wire)) this.#hooks.received(wire, bytes);
  }
}
