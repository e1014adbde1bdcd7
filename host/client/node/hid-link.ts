import { access } from 'node:fs/promises';
import { HID_REPORT_SIZE } from '@fobkit/protocol';
import { abortReason, onAbort } from '../abort.ts';
import { formatDeviceUrl } from '../device-url.ts';
import type { CloseReason, Connection, Link, OpenOptions } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { hidOpenError } from './hid-errors.ts';
import { type HidHandle, type HidLibrary, systemHid } from './hid-library.ts';

export interface HidLinkOptions {
  /** As node-hid lists it. */
  readonly path: string;
  /** node-hid if absent. */
  readonly hid?: HidLibrary;
}

/** A HID device through node-hid. On Linux other programs may have it open too. */
export function hidLink(options: HidLinkOptions): Link {
  const { path, hid } = options;
  const url = formatDeviceUrl({ kind: 'hid', path });
  return {
    url,
    async open({ signal }: OpenOptions = {}) {
      signal?.throwIfAborted();
      const library = hid ?? (await systemHid());
      const handle = await openHandle(url, library.HIDAsync.open(path), signal);
      return new HidConnection(handle, hid === undefined ? path : undefined);
    },
  };
}

/** Opening cannot be called off: a handle that nobody waits for any more is closed. */
function openHandle(
  url: string,
  opening: Promise<HidHandle>,
  signal: AbortSignal | undefined,
): Promise<HidHandle> {
  const { promise, resolve, reject } = Promise.withResolvers<HidHandle>();
  let abandoned = false;
  const release = onAbort(signal, () => {
    abandoned = true;
    if (signal !== undefined) reject(abortReason(signal));
  });
  opening.then(
    (handle) => {
      release();
      if (abandoned) void handle.close().catch(() => undefined);
      else resolve(handle);
    },
    (cause: unknown) => {
      release();
      reject(hidOpenError(url, cause));
    },
  );
  return promise;
}

class HidConnection implements Connection {
  readonly framing = 'hid';
  readonly closed: Promise<CloseReason>;
  readonly #handle: HidHandle;
  readonly #node: string | undefined;
  readonly #reports = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  #ending: Promise<void> | undefined;

  /** @param node The device node, where there is one to look at. */
  constructor(handle: HidHandle, node: string | undefined) {
    this.#handle = handle;
    this.#node = node?.startsWith('/dev/') === true ? node : undefined;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    // One listener that stays: node-hid starts and stops its reader by the number of them.
    handle.on('data', (report) => {
      if (this.#ending !== undefined) return;
      this.#reports.emit(new Uint8Array(report.buffer, report.byteOffset, report.byteLength));
    });
    handle.on('error', (cause) => {
      void this.#end({ kind: 'lost', cause });
    });
  }

  /** One report. A device that takes none is lost. */
  async write(report: Uint8Array): Promise<void> {
    if (this.#ending !== undefined) throw new Error('the HID device is closed');
    const withId = Buffer.alloc(HID_REPORT_SIZE + 1);
    withId.set(report.subarray(0, HID_REPORT_SIZE), 1);
    try {
      await this.#handle.write(withId);
    } catch (cause) {
      void this.#end({ kind: 'lost', cause });
      throw cause;
    }
  }

  onBytes(listener: (report: Uint8Array) => void): () => void {
    return this.#reports.add(listener);
  }

  /** A program that only writes would hear late of a device that left; the node vanishes at once. */
  async isGone(): Promise<boolean> {
    if (this.#node === undefined) return false;
    try {
      await access(this.#node);
      return false;
    } catch {
      return true;
    }
  }

  async close(): Promise<void> {
    await this.#end({ kind: 'closed' });
  }

  /** A handle that stays open would keep the number of the device node from the next device. */
  #end(reason: CloseReason): Promise<void> {
    this.#ending ??= this.#handle
      .close()
      .catch(() => undefined)
      .then(() => {
        this.#settle(reason);
      });
    return this.#ending;
  }
}
