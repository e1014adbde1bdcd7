import { HID_REPORT_SIZE } from '@fobkit/protocol';
import type { CloseReason, Connection, Link, OpenOptions } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { browserDevices } from './browser-devices.ts';
import { browserOpenError } from './browser-errors.ts';
import { nameOf } from './link-name.ts';
import type { HidEvents, WebHidDevice, WebHidInputReport } from './web-hid-device.ts';

/** A fob's HID interface in a browser; `hid` is `navigator.hid` if absent. */
export function webHidLink(device: WebHidDevice, hid?: HidEvents): Link {
  const url = nameOf('webhid', device);
  return {
    url,
    async open({ signal }: OpenOptions = {}) {
      signal?.throwIfAborted();
      try {
        await device.open();
      } catch (cause) {
        throw browserOpenError(url, cause);
      }
      const connection = new WebHidConnection(device, hid ?? browserDevices().hid);
      if (signal?.aborted === true) await connection.close();
      signal?.throwIfAborted();
      return connection;
    },
  };
}

class WebHidConnection implements Connection {
  readonly framing = 'hid';
  readonly closed: Promise<CloseReason>;
  readonly #device: WebHidDevice;
  readonly #reports = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  readonly #stop: () => void;
  #open = true;

  constructor(device: WebHidDevice, hid: HidEvents | undefined) {
    this.#device = device;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    const onReport = ({ data }: WebHidInputReport): void => {
      this.#reports.emit(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    };
    const onDisconnect = (event: { readonly device: object }): void => {
      if (event.device === device) this.#end({ kind: 'lost', cause: new Error('disconnected') });
    };
    device.addEventListener('inputreport', onReport);
    hid?.addEventListener('disconnect', onDisconnect);
    this.#stop = () => {
      device.removeEventListener('inputreport', onReport);
      hid?.removeEventListener('disconnect', onDisconnect);
    };
  }

  async write(report: Uint8Array): Promise<void> {
    if (!this.#open) throw new Error('the HID device is closed');
    const bytes = new Uint8Array(HID_REPORT_SIZE);
    bytes.set(report.subarray(0, HID_REPORT_SIZE));
    await this.#device.sendReport(0, bytes);
  }

  onBytes(listener: (report: Uint8Array) => void): () => void {
    return this.#reports.add(listener);
  }

  isGone(): Promise<boolean> {
    return Promise.resolve(!this.#device.opened);
  }

  async close(): Promise<void> {
    if (this.#open) {
      this.#end({ kind: 'closed' });
      await this.#device.close().catch(() => undefined);
    }
    await this.closed;
  }

  #end(reason: CloseReason): void {
    this.#open = false;
    this.#stop();
    this.#settle(reason);
  }
}
