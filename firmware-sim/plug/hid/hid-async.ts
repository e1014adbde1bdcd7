import { EventEmitter } from 'node:events';
import type { HidDeviceInfo } from './hid-devices.ts';
import type { HidapiDevice } from './hidapi-device.ts';
import { HidReader } from './hid-reader.ts';
import { integerOf, reportBytes, switchOf } from './hid-values.ts';

const CLOSED = 'device has been closed';
const NO_FEATURE_REPORT = 'need report (including id in first byte) only in sendFeatureReportAsync';

/**
 * node-hid's `HIDAsync` with a fob behind it. What is asked of it happens one after the other: a
 * `read` that waits for ever holds up everything behind it, `close` too, as with node-hid.
 *
 * Events: `data` with a `Buffer`, one input report; `error` with the reason as a string, when the
 * fob leaves while there is a listener for `data`.
 */
export class FobHidDevice extends EventEmitter {
  readonly #device: HidapiDevice;
  #jobs: Promise<unknown> = Promise.resolve();
  #reader: HidReader | undefined;
  #closing = false;

  constructor(device: HidapiDevice) {
    super();
    this.#device = device;
    // Reading follows the listeners for `data`.
    this.on('newListener', (event) => {
      if (event === 'data') process.nextTick(() => this.resume());
    });
    this.on('removeListener', (event) => {
      if (event === 'data' && this.listenerCount('data') === 0) {
        process.nextTick(() => this.pause());
      }
    });
  }

  /** An output report behind the byte of its id, 0 if it has none. Resolves to the bytes sent. */
  async write(report: readonly number[] | Uint8Array): Promise<number> {
    this.#checkOpen();
    const bytes = reportBytes(report, 'HID write requires one argument');
    return await this.#ask('Cannot write to hid device', () => this.#device.write(bytes));
  }

  /**
   * The next input report; an empty buffer when none came within the time-out in milliseconds.
   * Without a time-out it waits for ever, unless `setNonBlocking(1)` was called.
   */
  async read(timeoutMs?: number): Promise<Buffer> {
    this.#checkOpen();
    if (this.#reader !== undefined) {
      throw new TypeError('Cannot use read while async read is running');
    }
    if (timeoutMs !== undefined && typeof timeoutMs !== 'number') {
      throw new TypeError('time out parameter must be a number');
    }
    // Out of an unsigned number, as the native code has it: -1 waits for ever.
    const patience = timeoutMs === undefined || timeoutMs === -1 ? undefined : timeoutMs | 0;
    const what = 'could not read data from device';
    return Buffer.from(await this.#ask(what, () => this.#device.read(patience)));
  }

  /** Behind the byte of its id. `length` counts that byte. */
  async getFeatureReport(id: number, length: number): Promise<Buffer> {
    this.#checkOpen();
    if (typeof id !== 'number' || typeof length !== 'number') {
      throw new TypeError('need report ID and length parameters in getFeatureReport');
    }
    const bytes = integerOf(length);
    if (bytes <= 0) throw new TypeError('Length parameter cannot be zero in getFeatureReport');
    const what = 'could not get feature report from device';
    return Buffer.from(
      await this.#ask(what, () => this.#device.getFeatureReport(integerOf(id) & 0xff, bytes)),
    );
  }

  async sendFeatureReport(report: readonly number[] | Uint8Array): Promise<number> {
    this.#checkOpen();
    const bytes = reportBytes(report, NO_FEATURE_REPORT);
    return await this.#ask('could not send feature report to device', () =>
      this.#device.sendFeatureReport(bytes),
    );
  }

  async getDeviceInfo(): Promise<HidDeviceInfo> {
    this.#checkOpen();
    return await this.#ask('Unable to get device info', () => this.#device.info());
  }

  /** 1 or 0. node-hid's types say boolean, but it takes a number alone. */
  async setNonBlocking(on: boolean | number): Promise<void> {
    this.#checkOpen();
    const nonBlocking = switchOf(on);
    await this.#ask('Error setting non-blocking mode', () => {
      this.#device.setNonBlocking(nonBlocking);
    });
  }

  /** Stops reading. Reports that come meanwhile wait, up to 63 of them. */
  pause(): void {
    this.#reader?.stop();
  }

  /** Reads for the listeners of `data`. @throws TypeError when it does already, or is closed. */
  resume(): void {
    if (this.listenerCount('data') === 0) return;
    this.#checkOpen();
    if (this.#reader !== undefined) throw new TypeError('read is already running');
    this.#reader = new HidReader(this.#device, {
      report: (bytes) => this.#emit('data', bytes),
      lost: (reason) => this.#emit('error', `could not read from HID device: ${reason}`),
      ended: () => {
        this.#reader = undefined;
      },
    });
  }

  async close(): Promise<void> {
    if (this.#closing) throw new TypeError('device is already closed');
    this.#closing = true;
    await this.#ask('close', () => {
      this.#reader?.stop();
      this.#device.close();
    });
    this.removeAllListeners();
  }

  #checkOpen(): void {
    if (this.#closing) throw new TypeError(CLOSED);
  }

  async #ask<T>(what: string, job: () => T | Promise<T>): Promise<T> {
    const answer = this.#jobs.then(job);
    this.#jobs = answer.catch(() => undefined);
    try {
      return await answer;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${what}: ${reason}`, { cause });
    }
  }

  /** What a listener throws becomes an `error` event later, as in node-hid. */
  #emit(event: string, value: unknown): void {
    if (event === 'error' && this.#closing) return;
    try {
      this.emit(event, value);
    } catch (error) {
      setImmediate(() => {
        if (!this.#closing) this.emit('error', error);
      });
    }
  }
}
