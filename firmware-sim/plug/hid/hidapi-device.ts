import { type HidDeviceInfo, hidDeviceInfos } from './hid-devices.ts';
import type { HidrawFile } from './hidraw-file.ts';
import type { HidrawNode } from './hidraw-node.ts';

/** hid_read_timeout() on a device that left, in hidapi's words. */
const DISCONNECTED = 'hid_read_timeout: unexpected poll error (device disconnected)';

/** No time-out: hid_read() on a blocking device. */
const FOR_EVER = -1;

/** An open device as hidapi has it on Linux: its calls reject with the reasons of hidapi. */
export class HidapiDevice {
  readonly #node: HidrawNode;
  readonly #file: HidrawFile;
  #blocking = true;
  #info: HidDeviceInfo | undefined;

  constructor(node: HidrawNode, file: HidrawFile) {
    this.#node = node;
    this.#file = file;
  }

  /** hid_write. */
  async write(report: Uint8Array): Promise<number> {
    if (report.length === 0) throw new Error('Zero buffer/length');
    return await this.#file.write(report);
  }

  /** hid_send_feature_report. */
  async sendFeatureReport(report: Uint8Array): Promise<number> {
    if (report.length === 0) throw new Error('Zero buffer/length');
    return await named('ioctl (SFEATURE)', this.#file.setFeature(report));
  }

  /** hid_get_feature_report. */
  async getFeatureReport(id: number, length: number): Promise<Uint8Array> {
    return await named('ioctl (GFEATURE)', this.#file.getFeature(id, length));
  }

  /**
   * hid_read, or hid_read_timeout when there is a time-out in milliseconds. Empty: nothing came.
   * What is unread of a device that left comes to those alone who wait for ever.
   */
  async read(timeoutMs?: number): Promise<Uint8Array> {
    const patience = timeoutMs ?? (this.#blocking ? FOR_EVER : 0);
    await this.#somethingToRead(patience);
    if (patience >= 0) return this.takeNow() ?? new Uint8Array(0);
    const report = this.#file.take();
    if (report === undefined) throw new Error('Input/output error');
    return report;
  }

  /** A report that is there. @throws Error when the device has left. */
  takeNow(): Uint8Array | undefined {
    if (this.#file.lost) throw new Error(DISCONNECTED);
    return this.#file.take();
  }

  /** Calls `listener` when `takeNow` may have something else to say. */
  onChange(listener: () => void): () => void {
    return this.#file.onChange(listener);
  }

  /** hid_set_nonblocking. */
  setNonBlocking(on: boolean): void {
    this.#blocking = !on;
  }

  /** hid_get_device_info: asked once, then remembered. @throws Error when the device has left. */
  info(): HidDeviceInfo {
    const { path, presence } = this.#node;
    const [first] = presence === undefined || this.#file.lost ? [] : hidDeviceInfos(path, presence);
    this.#info ??= first;
    if (this.#info === undefined) throw new Error("Couldn't create hid_device_info");
    return this.#info;
  }

  close(): void {
    this.#file.close();
  }

  #somethingToRead(patience: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const file = this.#file;
    if (file.unread > 0 || file.lost || patience === 0) return Promise.resolve();
    const done = (): void => {
      leave();
      clearTimeout(timer);
      resolve(undefined);
    };
    const leave = file.onChange(done);
    const timer = patience > 0 ? setTimeout(done, patience) : undefined;
    return promise;
  }
}

async function named<T>(call: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${call}: ${reason}`, { cause });
  }
}
