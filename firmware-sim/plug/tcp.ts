import { createServer, type Server, type Socket } from 'node:net';
import { Cable } from './cable.ts';
import type { Plug, Pluggable } from './plug.ts';

/** A new connection may be seen before the end of the one before it: how long it waits for that. */
const GRACE_MS = 200;

export interface TcpPlugOptions {
  /** 127.0.0.1 if absent. What listens elsewhere is open to everybody there. */
  readonly host?: string;
  /** A free one if absent or 0. */
  readonly port?: number;
}

/** A TCP server with one fob behind it. Rejects when the port is taken. */
export async function openTcpPlug(fob: Pluggable, options: TcpPlugOptions = {}): Promise<Plug> {
  const { host = '127.0.0.1', port = 0 } = options;
  const server = createServer({ noDelay: true });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen({ host, port, exclusive: true }, () => {
    resolve(undefined);
  });
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const place = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return new TcpPlug(fob, server, `tcp:${place}:${address.port}`);
}

/**
 * One host at a time: a second one is reset, and so is everybody while the fob is unplugged. The port stays bound meanwhile, so that nobody else can take it.
 */
class TcpPlug implements Plug {
  readonly url: string;
  readonly #server: Server;
  readonly #cable: Cable;
  #host: Socket | undefined;
  /** Waits whether the host before it is just leaving. */
  #next: Socket | undefined;

  constructor(fob: Pluggable, server: Server, url: string) {
    this.url = url;
    this.#server = server;
    this.#cable = new Cable(fob, {
      bytes: (bytes) => {
        this.#send(bytes);
      },
      unplugged: () => {
        this.#drop();
      },
    });
    server.on('connection', (socket) => {
      this.#connected(socket);
    });
    this.#cable.plugIn();
  }

  get plugged(): boolean {
    return this.#cable.plugged;
  }

  replug(): void {
    this.#cable.plugIn();
  }

  async close(): Promise<void> {
    this.#cable.pull();
    this.#drop();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#server.close(() => {
      resolve(undefined);
    });
    await promise;
  }

  #connected(socket: Socket): void {
    // A host that goes away in the middle is no error of ours.
    socket.on('error', () => undefined);
    if (!this.plugged || this.#next !== undefined) {
      socket.resetAndDestroy();
    } else if (this.#host === undefined) {
      this.#serve(socket);
    } else {
      this.#next = socket;
      const timer = setTimeout(() => {
        if (this.#next === socket) this.#next = undefined;
        if (this.#host !== socket) socket.resetAndDestroy();
      }, GRACE_MS);
      socket.on('close', () => {
        clearTimeout(timer);
        if (this.#next === socket) this.#next = undefined;
      });
    }
  }

  #serve(socket: Socket): void {
    this.#host = socket;
    socket.on('data', (chunk) => {
      if (this.#host === socket && typeof chunk !== 'string') this.#cable.write(chunk);
    });
    socket.on('drain', () => socket.resume());
    socket.on('close', () => {
      if (this.#host !== socket) return;
      this.#host = undefined;
      this.#cable.hangUp();
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined && !next.destroyed) this.#serve(next);
    });
  }

  /** A host that does not read what it asked for is not heard any further until it does. */
  #send(bytes: Uint8Array): void {
    if (this.#host?.write(bytes) === false) this.#host.pause();
  }

  #drop(): void {
    const hosts = [this.#host, this.#next];
    this.#host = undefined;
    this.#next = undefined;
    for (const host of hosts) host?.resetAndDestroy();
  }
}
