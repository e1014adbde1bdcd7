import type { HidDriver } from '../usb/hid-driver.ts';
import { UsbTransferError } from '../usb/transfer-error.ts';
import { SystemError, TRANSFER_CODES } from './system-error.ts';

/** Reports that wait unread; the next ones are dropped. Linux' ring has 64 places, one kept free. */
export const MOST_UNREAD = 63;
/** Linux' HID_MAX_BUFFER_SIZE. */
const MOST_BYTES = 16_384;
/** The byte of the report id, and one more. */
const FEWEST_BYTES = 2;

/** One opening of a hidraw node: it has a queue of its own, as every program that opens it. */
export class HidrawFile {
  readonly #driver: HidDriver;
  readonly #onClose: (file: HidrawFile) => void;
  readonly #queue: Uint8Array[] = [];
  readonly #waiting = new Set<() => void>();
  #state: 'open' | 'lost' | 'closed' = 'open';

  constructor(driver: HidDriver, onClose: (file: HidrawFile) => void) {
    this.#driver = driver;
    this.#onClose = onClose;
  }

  /** The device left. What is unread stays. */
  get lost(): boolean {
    return this.#state === 'lost';
  }

  /** Reports that wait. */
  get unread(): number {
    return this.#queue.length;
  }

  take(): Uint8Array | undefined {
    return this.#queue.shift();
  }

  /** Calls `listener` at every report and when the device leaves. */
  onChange(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  /** write(2): an output report, the byte of its id first. Rejects with `SystemError`. */
  write(report: Uint8Array): Promise<number> {
    return this.#ask(report.length, () => this.#driver.sendOutput(report));
  }

  /** HIDIOCSFEATURE. */
  setFeature(report: Uint8Array): Promise<number> {
    return this.#ask(report.length, () => this.#driver.setReport('feature', report));
  }

  /** HIDIOCGFEATURE: at most `length` bytes, that of the id among them. */
  getFeature(id: number, length: number): Promise<Uint8Array> {
    return this.#ask(length, async () => {
      return (await this.#driver.getReport('feature', id, length)).subarray(0, length);
    });
  }

  close(): void {
    this.#state = 'closed';
    this.#onClose(this);
  }

  /** For the node. */
  receive(report: Uint8Array): void {
    if (this.#queue.length >= MOST_UNREAD) return;
    this.#queue.push(report);
    this.#changed();
  }

  /** For the node. */
  lose(): void {
    this.#state = 'lost';
    this.#changed();
  }

  async #ask<T>(bytes: number, transfer: () => Promise<T>): Promise<T> {
    if (this.#state !== 'open') throw new SystemError('ENODEV');
    if (bytes < FEWEST_BYTES || bytes > MOST_BYTES) throw new SystemError('EINVAL');
    try {
      return await transfer();
    } catch (cause) {
      if (!(cause instanceof UsbTransferError)) throw cause;
      throw new SystemError(TRANSFER_CODES[cause.status], { cause });
    }
  }

  #changed(): void {
    for (const listener of [...this.#waiting]) listener();
  }
}
