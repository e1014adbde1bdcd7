import type { CloseReason, Connection } from '../link.ts';
import { Listeners } from '../listeners.ts';
import type { StreamInterface } from './stream-interface.ts';
import { transferFault } from './usb-errors.ts';
import type { WebUsbDevice } from './web-usb.ts';

/** Faults of the IN endpoint without a byte between, after which the link counts as lost. */
const MOST_FAULTS = 8;

/** For Node, whose transfers end by themselves: how soon a closed link is free for others. */
const READ_MS = 200;
const WRITE_MS = 1_000;

/**
 * A byte stream over the two bulk endpoints of an interface that is claimed already. One packet a
 * read: a longer read that ends by its time-out may lose the packets that it has.
 */
export class UsbConnection implements Connection {
  readonly framing = 'serial';
  readonly closed: Promise<CloseReason>;
  readonly #device: WebUsbDevice;
  readonly #stream: StreamInterface;
  readonly #chunks = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  readonly #reading: Promise<void>;
  #writing: Promise<unknown> = Promise.resolve();
  #open = true;
  #releasing: Promise<void> | undefined;

  /** @param released Called once, when the interface is free again. */
  constructor(device: WebUsbDevice, stream: StreamInterface, released: () => void) {
    this.#device = device;
    this.#stream = stream;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise.finally(released);
    this.#settle = resolve;
    this.#reading = this.#read();
  }

  /** Bytes that the fob does not take in time are lost like those of a cable: nobody is told. */
  write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return Promise.reject(new Error('the device is closed'));
    const data = new Uint8Array(bytes);
    // In Node a second transfer to the endpoint is refused while one is under way.
    const written = this.#writing.then(() => this.#write(data));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#chunks.add(listener);
  }

  async close(): Promise<void> {
    await this.#end({ kind: 'closed' });
  }

  async #write(data: Uint8Array<ArrayBuffer>): Promise<void> {
    if (await this.#transferOut(data)) return;
    await this.#device.clearHalt('out', this.#stream.out);
    await this.#transferOut(data);
  }

  /** False when the endpoint was halted. */
  async #transferOut(data: Uint8Array<ArrayBuffer>): Promise<boolean> {
    try {
      const { status } = await this.#device.transferOut(this.#stream.out, data, WRITE_MS);
      return status !== 'stall';
    } catch (cause) {
      const fault = transferFault(cause);
      if (fault === 'stall') return false;
      if (fault === 'timeout') return true;
      throw cause;
    }
  }

  async #read(): Promise<void> {
    let faults = 0;
    while (this.#open) {
      try {
        faults = (await this.#readPacket()) ? 0 : faults + 1;
        if (faults <= MOST_FAULTS) continue;
        void this.#end({ kind: 'lost', cause: new Error('its IN endpoint stays halted') });
      } catch (cause) {
        const fault = transferFault(cause);
        if (fault === 'timeout') continue;
        if (fault === 'other' && ++faults <= MOST_FAULTS) continue;
        void this.#end({ kind: 'lost', cause });
      }
    }
  }

  /** False when the endpoint was halted, which is mended. */
  async #readPacket(): Promise<boolean> {
    const packet = await this.#transferIn();
    if (packet === 'stall') {
      if (this.#open) await this.#device.clearHalt('in', this.#stream.in);
      return false;
    }
    if (this.#open && packet !== undefined && packet.byteLength > 0) {
      this.#chunks.emit(new Uint8Array(packet.buffer, packet.byteOffset, packet.byteLength));
    }
    return true;
  }

  async #transferIn(): Promise<DataView | 'stall' | undefined> {
    const { in: endpoint, packetSize } = this.#stream;
    try {
      const { status, data } = await this.#device.transferIn(endpoint, packetSize, READ_MS);
      return status === 'stall' ? 'stall' : data;
    } catch (cause) {
      if (transferFault(cause) === 'stall') return 'stall';
      throw cause;
    }
  }

  #end(reason: CloseReason): Promise<void> {
    this.#open = false;
    this.#releasing ??= this.#release(reason);
    return this.#releasing;
  }

  /**
   * A browser ends the transfers under way when the interface is released. Node lets nobody release
   * it, and throws at once, until they have ended by their time-outs.
   */
  async #release(reason: CloseReason): Promise<void> {
    if (!(await this.#free())) {
      await Promise.all([this.#reading, this.#writing]);
      await this.#free();
    }
    if (reason.kind === 'closed') await this.#reading;
    this.#settle(reason);
  }

  async #free(): Promise<boolean> {
    await done(() => this.#device.releaseInterface(this.#stream.number));
    return await done(() => this.#device.close());
  }
}

/** Whether it was done. */
async function done(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}
