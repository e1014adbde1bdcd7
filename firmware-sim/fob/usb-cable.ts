import type { LinkKind } from '../firmware/env.ts';
import type { FunctionLink } from '../hardware/usb/data-pipe.ts';
import { UsbFunction } from '../hardware/usb/usb-function.ts';
import type { UsbEnd } from './usb-end.ts';
import type { UsbProduct } from './usb-product.ts';
import type { Wire } from './wire.ts';

export interface UsbCableHooks {
  /** Whether the chip has power: its USB function then hears the host. */
  powered(): boolean;
  /** Draws a wire to the firmware. */
  draw(kind: LinkKind): Wire;
  /** The cable is out. */
  left(): void;
}

/** A USB cable in a fob: the fob's function at its end, and the function's wires to the firmware. */
export class UsbCable {
  readonly id: number;
  readonly end: UsbEnd;
  readonly #hooks: UsbCableHooks;
  readonly #function: UsbFunction;
  readonly #wires: Wire[] = [];
  readonly #listeners = new Set<() => void>();
  #plugged = true;

  constructor(id: number, product: UsbProduct, hooks: UsbCableHooks) {
    this.id = id;
    this.#hooks = hooks;
    const classes = product.classes((kind, toHost) => this.#link(kind, toHost));
    const powered = (): boolean => this.#plugged && hooks.powered();
    this.#function = new UsbFunction(product.description, classes, powered);
    this.end = this.#endOf(this.#function);
  }

  /** Halts an endpoint; false when there is none such now. */
  halt(address: number): boolean {
    if (this.#function.halted(address) === undefined) return false;
    this.#function.setHalt(address, true);
    return true;
  }

  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    for (const wire of this.#wires) wire.unplug();
    this.#hooks.left();
    for (const listener of [...this.#listeners]) listener();
  }

  #link(kind: LinkKind, toHost: (bytes: Uint8Array) => void): FunctionLink {
    const wire = this.#hooks.draw(kind);
    this.#wires.push(wire);
    wire.onBytes(toHost);
    return {
      toFob: (bytes) => {
        wire.write(bytes);
      },
      hangUp: () => {
        wire.hangUp();
      },
    };
  }

  #endOf(usb: UsbFunction): UsbEnd {
    const isPlugged = (): boolean => this.#plugged;
    return {
      id: this.id,
      description: usb.description,
      get plugged() {
        return isPlugged();
      },
      get busState() {
        return usb.busState;
      },
      adopt: (state) => {
        usb.adopt(state);
      },
      packetSize: (address) => usb.packetSize(address),
      reset: () => {
        usb.reset();
      },
      suspend: () => {
        usb.suspend();
      },
      resume: () => {
        usb.resume();
      },
      setup: (packet) => usb.setup(packet),
      in: (endpoint) => usb.in(endpoint),
      out: (endpoint, packet) => usb.out(endpoint, packet),
      onReady: (listener) => usb.onReady(listener),
      onUnplugged: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      unplug: () => {
        this.unplug();
      },
    };
  }
}
