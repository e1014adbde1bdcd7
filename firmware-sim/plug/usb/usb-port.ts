import type { UsbDescription } from '@fobkit/protocol';
import type { UsbEnd } from '../../fob/usb-end.ts';
import { type Transfer, transferOf } from './transfer.ts';
import type { Urb, UrbEvent, UrbHandle, UrbResult, UrbStatus } from './urb.ts';

/** What a USB cable can be put into: a fob with USB, or one that looks after such a fob. */
export interface UsbPluggable {
  /** @throws UsageError when this fob type has no USB. */
  plugInUsb(): UsbEnd;
}

/** What the host behind a port hears. */
export interface UsbPortEnd {
  /** The fob left: somebody unplugged it. Not told when the port itself pulls. */
  unplugged(): void;
}

/** Transfers that a port holds at most; a driver has a handful under way. */
export const MOST_PENDING = 1024;

const NONE: Uint8Array = new Uint8Array(0);

interface Pending {
  readonly id: number;
  readonly urb: Urb;
  readonly transfer: Transfer;
  readonly done: (result: UrbResult) => void;
}

/**
 * A port of a host controller with one fob on it: it carries out transfers, in order on each
 * endpoint, and waits where the fob says NAK. Whoever serves a fob's USB to somebody holds one.
 */
export class UsbPort {
  readonly #fob: UsbPluggable;
  readonly #end: UsbPortEnd;
  readonly #queues = new Map<number, Pending[]>();
  /** Endpoints whose transfers are being carried out, and whether to look once more. */
  readonly #running = new Map<number, boolean>();
  readonly #observers = new Set<(event: UrbEvent) => void>();
  #cable: UsbEnd | undefined;
  #suspended = false;
  #count = 0;
  #next = 1;

  constructor(fob: UsbPluggable, end: UsbPortEnd) {
    this.#fob = fob;
    this.#end = end;
  }

  get plugged(): boolean {
    return this.#cable !== undefined;
  }

  get suspended(): boolean {
    return this.#suspended;
  }

  /** What the fob tells of itself; undefined while it is unplugged. */
  get description(): UsbDescription | undefined {
    return this.#cable?.description;
  }

  /** Transfers under way. */
  get pending(): number {
    return this.#count;
  }

  /** Puts the fob on the port, where it waits for a reset; does nothing while it is on. */
  plugIn(): void {
    if (this.#cable !== undefined) return;
    const cable = this.#fob.plugInUsb();
    // It may have fallen off in the very moment, by a fault.
    if (!cable.plugged) {
      this.#end.unplugged();
      return;
    }
    this.#cable = cable;
    this.#suspended = false;
    cable.onReady((address) => {
      if (this.#cable === cable) this.#carryOut(address & 0x0f ? address : 0);
    });
    cable.onUnplugged(() => {
      if (this.#cable !== cable) return;
      this.#cable = undefined;
      this.#endAll('no-device');
      this.#end.unplugged();
    });
  }

  pull(): void {
    const cable = this.#cable;
    this.#cable = undefined;
    this.#endAll('no-device');
    cable?.unplug();
  }

  /** Resets the fob; transfers under way end. */
  reset(): void {
    this.#endAll('cancelled');
    this.#suspended = false;
    this.#cable?.reset();
  }

  /** Transfers wait until `resume`. */
  suspend(): void {
    this.#suspended = true;
    this.#cable?.suspend();
  }

  resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.#cable?.resume();
    for (const endpoint of [...this.#queues.keys()]) this.#carryOut(endpoint);
  }

  /** Asks for a transfer. `done` is called once, perhaps before this returns. */
  submit(urb: Urb, done: (result: UrbResult) => void): UrbHandle {
    const id = this.#next++;
    const endpoint = urb.setup === undefined ? urb.endpoint : 0;
    const pending = { id, urb, done, transfer: transferOf(urb, this.#packetSize(endpoint)) };
    this.#tell({ kind: 'submit', id, urb });
    if (this.#cable === undefined) this.#refuse(pending, 'no-device');
    else if (this.#count >= MOST_PENDING) this.#refuse(pending, 'too-many');
    else {
      const queue = this.#queues.get(endpoint) ?? [];
      this.#queues.set(endpoint, queue);
      queue.push(pending);
      this.#count++;
      this.#carryOut(endpoint);
    }
    return { cancel: () => this.#cancel(endpoint, pending) };
  }

  /** Hears of every transfer. */
  observe(observer: (event: UrbEvent) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #carryOut(endpoint: number): void {
    if (this.#running.has(endpoint)) {
      this.#running.set(endpoint, true);
      return;
    }
    this.#running.set(endpoint, false);
    try {
      while (this.#step(endpoint));
    } finally {
      this.#running.delete(endpoint);
    }
  }

  /** One transfer, as far as it goes; whether to go on. */
  #step(endpoint: number): boolean {
    const queue = this.#queues.get(endpoint);
    const first = queue?.[0];
    const cable = this.#cable;
    if (queue === undefined || first === undefined) return false;
    if (cable === undefined || this.#suspended) return false;
    const result = first.transfer.run(cable);
    // What was asked of the fob may have taken it off the port, and this transfer with it.
    if (queue[0] !== first) return true;
    if (result === undefined) {
      const again = this.#running.get(endpoint) === true;
      this.#running.set(endpoint, false);
      return again;
    }
    queue.shift();
    this.#count--;
    this.#complete(first, result);
    return true;
  }

  #cancel(endpoint: number, pending: Pending): boolean {
    const queue = this.#queues.get(endpoint);
    const at = queue?.indexOf(pending) ?? -1;
    if (queue === undefined || at < 0) return false;
    queue.splice(at, 1);
    this.#count--;
    this.#complete(pending, pending.transfer.ended('cancelled'));
    this.#carryOut(endpoint);
    return true;
  }

  #endAll(status: UrbStatus): void {
    const all = [...this.#queues.values()].flatMap((queue) => queue.splice(0));
    this.#count -= all.length;
    for (const pending of all) this.#complete(pending, pending.transfer.ended(status));
  }

  #refuse(pending: Pending, status: UrbStatus): void {
    this.#complete(pending, { status, data: NONE, actualLength: 0 });
  }

  #complete({ id, urb, done }: Pending, result: UrbResult): void {
    this.#tell({ kind: 'complete', id, urb, result });
    done(result);
  }

  #packetSize(endpoint: number): number {
    const description = this.description;
    if (endpoint === 0) return description?.device.maxPacketSize0 ?? 64;
    return this.#cable?.packetSize(endpoint) ?? 64;
  }

  #tell(event: UrbEvent): void {
    for (const observer of [...this.#observers]) observer(event);
  }
}
