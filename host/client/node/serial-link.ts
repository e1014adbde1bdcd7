import { access } from 'node:fs/promises';
import type { BindingInterface } from '@serialport/bindings-cpp';
import { SerialPortStream } from '@serialport/stream';
import { abortReason, onAbort } from '../abort.ts';
import { DEFAULT_BAUD_RATE, formatDeviceUrl } from '../device-url.ts';
import type { CloseReason, Connection, Link, OpenOptions } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { cureHangUp } from './hang-up-cure.ts';
import { cureStall } from './poller-cure.ts';
import { serialOpenError } from './serial-errors.ts';

export interface SerialLinkOptions {
  readonly path: string;
  /** 115,200 if absent; a USB port and a pty ignore it. */
  readonly baudRate?: number;
  /** Any binding of serialport; the operating system's if absent. */
  readonly binding?: BindingInterface;
}

/**
 * A serial port through serialport, locked against a second user. No modem line is touched: a pty
 * has none and answers ENOTTY.
 */
export function serialLink(options: SerialLinkOptions): Link {
  const { path, baudRate = DEFAULT_BAUD_RATE, binding } = options;
  const url = formatDeviceUrl({ kind: 'serial', path, baudRate });
  return {
    url,
    async open({ signal }: OpenOptions = {}) {
      signal?.throwIfAborted();
      const used = binding ?? (await systemBinding());
      const settings = { binding: used, path, baudRate, lock: true, autoOpen: false };
      const port = new SerialPortStream(settings);
      await openPort(url, port, signal);
      cureStall(port.port);
      cureHangUp(port.port);
      return new SerialConnection(port, binding === undefined ? path : undefined);
    },
  };
}

/** Loaded only when a port is opened: it brings native code along. */
export async function systemBinding(): Promise<BindingInterface> {
  const { autoDetect } = await import('@serialport/bindings-cpp');
  return autoDetect();
}

function openPort(
  url: string,
  port: SerialPortStream,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let abandoned = false;
  const release = onAbort(signal, () => {
    abandoned = true;
    if (signal !== undefined) reject(abortReason(signal));
  });
  port.open((error) => {
    release();
    if (error !== null) reject(serialOpenError(url, error));
    else if (abandoned) port.close(() => undefined);
    else resolve(undefined);
  });
  return promise;
}

class SerialConnection implements Connection {
  readonly closed: Promise<CloseReason>;
  readonly #port: SerialPortStream;
  readonly #path: string | undefined;
  readonly #chunks = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  #byHost = false;

  /** @param path The device node, where there is one to look at. */
  constructor(port: SerialPortStream, path: string | undefined) {
    this.#port = port;
    this.#path = path;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    let failure: unknown;
    port.on('data', (chunk: Buffer) => {
      // A plain view: a Buffer's `slice` shares its memory, which no reader expects.
      this.#chunks.emit(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    });
    port.on('error', (error) => {
      failure = error;
    });
    port.on('close', (error: unknown) => {
      resolve(this.#byHost ? { kind: 'closed' } : { kind: 'lost', cause: error ?? failure });
    });
    // A binding that has read to the end brings no more, though the port still counts as open.
    port.on('end', () => {
      resolve({ kind: 'lost', cause: failure });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    if (!this.#port.isOpen) return Promise.reject(new Error('the port is closed'));
    this.#port.write(bytes, (error) => {
      if (error) reject(error);
      else resolve(undefined);
    });
    return promise;
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#chunks.add(listener);
  }

  /** The kernel does not always tell of an unplugged port, but the device node vanishes. */
  async isGone(): Promise<boolean> {
    if (this.#path === undefined || process.platform === 'win32') return false;
    try {
      await access(this.#path);
      return false;
    } catch {
      return true;
    }
  }

  async close(): Promise<void> {
    if (this.#port.isOpen) {
      this.#byHost = true;
      this.#port.close((error) => {
        if (error !== null) this.#settle({ kind: 'lost', cause: error });
      });
    }
    await this.closed;
  }
}
