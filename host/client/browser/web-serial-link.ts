import { DEFAULT_BAUD_RATE } from '../device-url.ts';
import type { CloseReason, Connection, Link, OpenOptions } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { browserOpenError } from './browser-errors.ts';
import { nameOf } from './link-name.ts';
import type { WebSerialPort, WebSerialReader, WebSerialWriter } from './web-serial-port.ts';

/** A fob's serial port in a browser. `baudRate` counts for a real UART alone. */
export function webSerialLink(port: WebSerialPort, baudRate = DEFAULT_BAUD_RATE): Link {
  const url = nameOf('webserial', port);
  return {
    url,
    async open({ signal }: OpenOptions = {}) {
      signal?.throwIfAborted();
      try {
        await port.open({ baudRate });
      } catch (cause) {
        throw browserOpenError(url, cause);
      }
      const connection = new WebSerialConnection(port);
      if (signal?.aborted === true) await connection.close();
      signal?.throwIfAborted();
      return connection;
    },
  };
}

class WebSerialConnection implements Connection {
  readonly framing = 'serial';
  readonly closed: Promise<CloseReason>;
  readonly #port: WebSerialPort;
  readonly #chunks = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  readonly #writer: WebSerialWriter | undefined;
  readonly #onDisconnect: () => void;
  #reader: WebSerialReader | undefined;
  #ending: Promise<void> | undefined;
  readonly #reading: Promise<unknown>;

  constructor(port: WebSerialPort) {
    this.#port = port;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    this.#onDisconnect = () => {
      void this.#end({ kind: 'lost', cause: new Error('disconnected') });
    };
    port.addEventListener('disconnect', this.#onDisconnect);
    this.#writer = port.writable?.getWriter();
    this.#reading = this.#read();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#ending !== undefined) throw new Error('the port is closed');
    await this.#writer?.write(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#chunks.add(listener);
  }

  async close(): Promise<void> {
    await this.#end({ kind: 'closed' });
  }

  /** A port goes on with a new stream after a fault of the line, and has none when it is gone. */
  async #read(): Promise<void> {
    let failure: unknown;
    while (this.#ending === undefined) {
      this.#reader = this.#port.readable?.getReader();
      if (this.#reader === undefined) {
        void this.#end({ kind: 'lost', cause: failure });
        return;
      }
      try {
        await this.#drain(this.#reader);
      } catch (cause) {
        failure = cause;
      } finally {
        this.#reader.releaseLock();
      }
    }
  }

  async #drain(reader: WebSerialReader): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      if (this.#ending !== undefined) return;
      if (value !== undefined) this.#chunks.emit(value);
      if (!done) continue;
      void this.#end({ kind: 'lost', cause: new Error('the stream of the port ended') });
      return;
    }
  }

  #end(reason: CloseReason): Promise<void> {
    this.#ending ??= this.#release(reason);
    return this.#ending;
  }

  async #release(reason: CloseReason): Promise<void> {
    this.#port.removeEventListener('disconnect', this.#onDisconnect);
    await this.#reader?.cancel().catch(() => undefined);
    if (reason.kind === 'closed') await this.#reading;
    this.#writer?.releaseLock();
    await this.#port.close().catch(() => undefined);
    this.#settle(reason);
  }
}
