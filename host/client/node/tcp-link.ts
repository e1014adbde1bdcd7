import { connect, type Socket } from 'node:net';
import { abortReason, onAbort } from '../abort.ts';
import type { HostClock } from '../clock.ts';
import { formatDeviceUrl } from '../device-url.ts';
import { LinkNotFoundError, PermissionError, TransportError } from '../errors.ts';
import type { CloseReason, Connection, Link, OpenOptions } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { nodeClock } from './clock.ts';

const CONNECT_TIMEOUT_MS = 3_000;

export interface TcpLinkOptions {
  readonly host: string;
  readonly port: number;
  /** How long the connection may take, in milliseconds; 3,000 if absent. */
  readonly connectTimeoutMs?: number;
  readonly clock?: HostClock;
}

/** A TCP stream to an emulated fob, a serial server or a fob on a network. */
export function tcpLink(options: TcpLinkOptions): Link {
  const { host, port, connectTimeoutMs = CONNECT_TIMEOUT_MS, clock = nodeClock } = options;
  const url = formatDeviceUrl({ kind: 'tcp', host, port });
  return {
    url,
    async open({ signal }: OpenOptions = {}) {
      signal?.throwIfAborted();
      const socket = connect({ host, port, noDelay: true });
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const fail = (error: Error): void => {
        socket.destroy();
        reject(error);
      };
      const cancel = clock.after(connectTimeoutMs, () => {
        const waited = `nothing answered in ${String(connectTimeoutMs)} ms. Check host and port.`;
        fail(new LinkNotFoundError(url, waited));
      });
      const release = onAbort(signal, () => {
        if (signal !== undefined) fail(abortReason(signal));
      });
      socket.once('connect', () => {
        resolve(undefined);
      });
      socket.on('error', (error) => {
        fail(tcpError(url, error));
      });
      try {
        await promise;
        return new TcpConnection(socket);
      } finally {
        cancel();
        release();
      }
    },
  };
}

const NOBODY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

function tcpError(url: string, error: Error): TransportError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const options = { cause: error };
  if (NOBODY.has(code)) {
    return new LinkNotFoundError(url, `nothing listens there (${code}).`, options);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new PermissionError(url, 'A firewall may forbid it.', options);
  }
  return new TransportError('link-failed', url, `no connection (${error.message})`, options);
}

class TcpConnection implements Connection {
  readonly closed: Promise<CloseReason>;
  readonly #socket: Socket;
  readonly #chunks = new Listeners<Uint8Array>();
  #byHost = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    let cause: unknown;
    socket.on('error', (error) => {
      cause = error;
    });
    socket.on('close', () => {
      resolve(this.#byHost ? { kind: 'closed' } : { kind: 'lost', cause });
    });
    socket.on('data', (chunk: Buffer) => {
      // A plain view: a Buffer's `slice` shares its memory, which no reader expects.
      this.#chunks.emit(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#socket.write(bytes, (error) => {
      if (error) reject(error);
      else resolve(undefined);
    });
    return promise;
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#chunks.add(listener);
  }

  async close(): Promise<void> {
    this.#byHost = true;
    this.#socket.destroy();
    await this.closed;
  }
}
