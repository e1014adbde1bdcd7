import type { CloseReason, Connection, Framing, Link } from '@fobkit/client';
import { importDevice, type UsbipHost, usbipPlace } from './usbip-client.ts';

/** The endpoints of a link, by number, and what the host does when it opens and closes it. */
export interface UsbipChannel {
  readonly framing: Framing;
  readonly in: number;
  readonly out: number;
  /** Bytes of a read. */
  readonly room: number;
  /** SETUP packets. */
  readonly open: readonly (readonly number[])[];
  readonly close: readonly (readonly number[])[];
}

/** SET_CONTROL_LINE_STATE to interface 1: DTR and RTS. */
const lines = (state: number): readonly number[] => [0x21, 0x22, state, 0, 1, 0, 0, 0];

/** What the drivers of Linux do with a fob. */
export const usbipChannels = {
  /** cdc-acm: DTR and RTS go up when a program opens the port and down when it closes it. */
  serial: { framing: 'serial', in: 3, out: 3, room: 128, open: [lines(3)], close: [lines(0)] },
  /** The same for a program that has cleared HUPCL: the lines stay up. */
  serialThatStaysUp: { framing: 'serial', in: 3, out: 3, room: 128, open: [lines(3)], close: [] },
  /** A program that chooses the setting of the interface which it has claimed. */
  webUsb: {
    framing: 'serial',
    in: 4,
    out: 4,
    room: 64,
    open: [[0x01, 0x0b, 0, 0, 3, 0, 0, 0]],
    close: [],
  },
  /** A program that only claims it, of which the fob hears nothing. */
  webUsbAsItIs: { framing: 'serial', in: 4, out: 4, room: 64, open: [], close: [] },
  /** usbhid: reports over the interrupt endpoints. */
  hid: { framing: 'hid', in: 1, out: 1, room: 64, open: [], close: [] },
} as const satisfies Record<string, UsbipChannel>;

const SET_CONFIGURATION_1 = [0x00, 9, 1, 0, 0, 0, 0, 0];

/**
 * A computer that has attached the fob behind a USB/IP plug, as `usbip attach` does: it keeps it
 * until it is unplugged, and attaches it again when a program opens it after that.
 */
export class UsbipComputer {
  readonly #url: string;
  #host: Promise<UsbipHost> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  link(channel: UsbipChannel): Link {
    return {
      url: this.#url,
      open: async () => {
        const host = await this.#attached();
        for (const setup of channel.open) await demand(host, setup);
        return new UsbipConnection(host, channel);
      },
    };
  }

  async detach(): Promise<void> {
    (await this.#host)?.close();
    this.#host = undefined;
  }

  #attached(): Promise<UsbipHost> {
    this.#host ??= this.#attach();
    return this.#host;
  }

  async #attach(): Promise<UsbipHost> {
    const host = await importDevice(usbipPlace(this.#url), usbipPlace(this.#url).busId);
    void host.closed.then(() => {
      this.#host = undefined;
    });
    await demand(host, SET_CONFIGURATION_1);
    return host;
  }
}

async function demand(host: UsbipHost, setup: readonly number[]): Promise<void> {
  const { status } = await host.control(setup);
  if (status !== 0) throw new Error(`the request ${setup.join(' ')} ends with ${status}`);
}

/** One read is always under way, so that nothing waits in the fob. */
class UsbipConnection implements Connection {
  readonly framing: Framing;
  readonly closed: Promise<CloseReason>;
  readonly #host: UsbipHost;
  readonly #channel: UsbipChannel;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  readonly #settle: (reason: CloseReason) => void;
  #open = true;
  #reading = 0;

  constructor(host: UsbipHost, channel: UsbipChannel) {
    this.framing = channel.framing;
    this.#host = host;
    this.#channel = channel;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    void host.closed.then(() => {
      this.#open = false;
      this.#settle({ kind: 'lost' });
    });
    void this.#read();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) throw new Error('the connection is closed');
    const { status } = await this.#host.out(this.#channel.out, Uint8Array.from(bytes));
    if (status !== 0) throw new Error(`the transfer ended with ${status}`);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#host.unlink(this.#reading);
    for (const setup of this.#channel.close) await demand(this.#host, setup);
    this.#settle({ kind: 'closed' });
  }

  async #read(): Promise<void> {
    while (this.#open) {
      const { in: endpoint, room } = this.#channel;
      const { seqnum, reply } = this.#host.submit({ direction: 1, endpoint, length: room });
      this.#reading = seqnum;
      const given = await reply;
      if (given === undefined) return;
      if (given.status !== 0) throw new Error(`the read ended with ${given.status}`);
      if (given.data.length > 0) for (const listener of this.#listeners) listener(given.data);
    }
  }
}
