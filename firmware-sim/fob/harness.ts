import type { LinkKind } from '../firmware/env.ts';
import type { Agenda } from './agenda.ts';
import type { Direction, Occurrence } from './occurrence.ts';
import { UsbCable } from './usb-cable.ts';
import type { UsbEnd } from './usb-end.ts';
import type { UsbProduct } from './usb-product.ts';
import { type Shape, Wire, type WireEnd } from './wire.ts';

export interface HarnessHooks {
  /** World time in ticks. */
  now(): number;
  /** Whether the chip has power. */
  powered(): boolean;
  /** What the wires do to bytes. */
  readonly shape: Shape;
  /** Bytes reach the fob. */
  received(wire: number, bytes: Uint8Array): void;
  /** The host of a wire is gone: the fob was pulled off it, or the host let go. */
  hungUp(wire: number): void;
  /** A wire came or went. */
  changed(): void;
  note(occurrence: Occurrence): void;
}

/** All wires of a fob, and the bytes on them. */
export class Harness {
  readonly #agenda: Agenda;
  readonly #hooks: HarnessHooks;
  readonly #wires = new Map<number, Wire>();
  readonly #cables = new Set<UsbCable>();
  #next = 1;

  constructor(agenda: Agenda, hooks: HarnessHooks) {
    this.#agenda = agenda;
    this.#hooks = hooks;
  }

  get plugged(): boolean {
    return this.#wires.size > 0;
  }

  /** What a wire carries; a wire that is gone carried bytes. */
  kindOf(id: number): LinkKind {
    return this.#wires.get(id)?.kind ?? 'stream';
  }

  plugIn(): WireEnd {
    const wire = this.#draw('stream', () => {
      this.#left(wire.id);
    });
    this.#arrived(wire.id);
    return wire;
  }

  /** Puts a USB cable in. Each of its functions has a wire of its own to the firmware. */
  plugInUsb(product: UsbProduct): UsbEnd {
    const cable = new UsbCable(this.#next++, product, {
      powered: () => this.#hooks.powered(),
      draw: (kind) => this.#draw(kind, () => undefined),
      left: () => {
        this.#cables.delete(cable);
        this.#left(cable.id);
      },
    });
    this.#cables.add(cable);
    this.#arrived(cable.id);
    return cable.end;
  }

  unplugAll(): void {
    for (const cable of [...this.#cables]) cable.unplug();
    for (const wire of [...this.#wires.values()]) wire.unplug();
  }

  /** The chip was reset, its USB function with it: to a host the fob left, and comes again. */
  fallOffTheBus(): void {
    if (this.#cables.size === 0) return;
    for (const cable of [...this.#cables]) cable.unplug();
    this.#hooks.note({ kind: 'replugged' });
  }

  /** Halts an endpoint on every USB cable, as a confused function does; how many there were. */
  halt(address: number): number {
    let halted = 0;
    for (const cable of this.#cables) if (cable.halt(address)) halted++;
    return halted;
  }

  carry(direction: Direction, bytes: Uint8Array, wire: number): void {
    this.#hooks.note({ kind: 'bytes', direction, count: bytes.length });
    const name = { id: wire, kind: this.kindOf(wire) };
    const hangUps = this.#wires.get(wire)?.hangUps;
    for (const piece of this.#hooks.shape(direction, bytes, name)) {
      if (piece.delay <= 0) this.#arrive(direction, piece.bytes, wire);
      else {
        // The memory is the sender's again once this call has ended.
        const late = piece.bytes.slice();
        this.#agenda.add(this.#hooks.now() + piece.delay, () => {
          const same = this.#wires.get(wire)?.hangUps === hangUps;
          if (same) this.#arrive(direction, late, wire);
        });
      }
    }
  }

  #draw(kind: LinkKind, gone: () => void): Wire {
    const id = this.#next++;
    const wire = new Wire(
      { id, kind },
      (bytes) => {
        this.carry('to-fob', bytes, id);
      },
      {
        hungUp: () => {
          this.#hooks.hungUp(id);
        },
        unplugged: () => {
          this.#wires.delete(id);
          this.#hooks.hungUp(id);
          gone();
        },
      },
    );
    this.#wires.set(id, wire);
    return wire;
  }

  #arrived(wire: number): void {
    this.#hooks.note({ kind: 'plugged', wire });
    this.#hooks.changed();
  }

  #left(wire: number): void {
    this.#hooks.note({ kind: 'unplugged', wire });
    this.#hooks.changed();
  }

  #arrive(direction: Direction, bytes: Uint8Array, wire: number): void {
    if (direction === 'to-host') this.#wires.get(wire)?.deliver(bytes);
    else if (this.#wires.has(wire)) this.#hooks.received(wire, bytes);
  }
}
