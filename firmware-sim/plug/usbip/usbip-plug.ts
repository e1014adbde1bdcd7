import type { UsbDescription } from '@fobkit/protocol';
import type { Plug } from '../plug.ts';
import { type UsbPluggable, UsbPort } from '../usb/usb-port.ts';
import type { UrbEvent } from '../usb/urb.ts';
import { Attachment } from './attachment.ts';
import { busIdOf, deviceIdOf, type UsbipDevice, usbipDevice, type UsbipSlot } from './device.ts';

/** A connection that has the device of a plug. */
export interface UsbipClient {
  send(bytes: Uint8Array): void;
  /** The fob left: the client is to lose its device. */
  lost(): void;
}

/** What a plug tells the server that it belongs to. */
export interface UsbipPlugEvents {
  attached(plug: UsbipPlug): void;
  detached(plug: UsbipPlug): void;
  closed(plug: UsbipPlug): void;
}

/** A fob among those that a USB/IP server exports; one client attaches it at a time. */
export class UsbipPlug implements Plug {
  /** `usbip:HOST:PORT/BUSID`. */
  readonly url: string;
  readonly slot: UsbipSlot;
  readonly busId: string;
  readonly #port: UsbPort;
  readonly #events: UsbipPlugEvents;
  #client: UsbipClient | undefined;
  #attachment: Attachment | undefined;
  readonly #listeners = new Set<() => void>();

  /** @param place Of the server, `HOST:PORT`. */
  constructor(fob: UsbPluggable, slot: UsbipSlot, place: string, events: UsbipPlugEvents) {
    this.slot = slot;
    this.busId = busIdOf(slot);
    this.url = `usbip:${place}/${this.busId}`;
    this.#events = events;
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#lose();
      },
    });
    this.#port.plugIn();
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  /** Whether a client has it. */
  get attached(): boolean {
    return this.#client !== undefined;
  }

  /** What a list tells of it; undefined while it is unplugged. */
  get device(): UsbipDevice | undefined {
    const { description } = this.#port;
    return description === undefined ? undefined : usbipDevice(this.slot, description);
  }

  /** Transfers under way, and the bytes that they may move. */
  get pending(): { readonly count: number; readonly bytes: number } {
    return this.#attachment?.pending ?? { count: 0, bytes: 0 };
  }

  /** Hears of every transfer, for captures. */
  observe(observer: (event: UrbEvent) => void): () => void {
    return this.#port.observe(observer);
  }

  /** What the fob tells of itself; undefined while it is unplugged. */
  get description(): UsbDescription | undefined {
    return this.#port.description;
  }

  /** Hands the device to a client; undefined when it is unplugged or another one's. */
  attach(client: UsbipClient): Attachment | undefined {
    if (!this.plugged || this.#client !== undefined) return undefined;
    this.#client = client;
    this.#attachment = new Attachment(this.#port, deviceIdOf(this.slot), (bytes) => {
      client.send(bytes);
    });
    this.#events.attached(this);
    return this.#attachment;
  }

  /** The client lets go, or is gone. */
  detach(client: UsbipClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#attachment?.end();
    this.#attachment = undefined;
    this.#events.detached(this);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Told each time that a client has let go. */
  onFree(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  replug(): void {
    this.#port.plugIn();
  }

  close(): Promise<void> {
    this.#port.pull();
    this.#lose();
    this.#events.closed(this);
    return Promise.resolve();
  }

  #lose(): void {
    const client = this.#client;
    if (client === undefined) return;
    this.detach(client);
    client.lost();
  }
}
