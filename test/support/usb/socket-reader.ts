import { connect, type Socket } from 'node:net';

/** Reads a socket by exact lengths. */
export class SocketReader {
  readonly socket: Socket;
  /** Resolves when the connection is over, however it ended. */
  readonly closed: Promise<void>;
  #chunks: Buffer[] = [];
  #length = 0;
  #over = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (typeof chunk === 'string') return;
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#wake();
    });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.closed = promise;
    const over = (): void => {
      this.#over = true;
      this.#wake();
      resolve(undefined);
    };
    socket.on('end', over);
    socket.on('close', over);
  }

  /** Bytes that came and were not read. */
  get length(): number {
    return this.#length;
  }

  /** Rejects when the connection ends before there are so many. */
  async read(length: number): Promise<Buffer> {
    while (this.#length < length) {
      if (this.#over) throw new Error(`the connection ended, ${this.#length} bytes left`);
      await this.#change();
    }
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (all === undefined) return Buffer.alloc(0);
    const rest = all.subarray(length);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    return Buffer.from(all.subarray(0, length));
  }

  #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#wake = () => {
      resolve(undefined);
    };
    return promise;
  }
}

/** Connects, and reads by lengths. */
export async function dial(
  place: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<SocketReader> {
  const socket = connect({ ...place, noDelay: true });
  const reader = new SocketReader(socket);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  socket.once('connect', () => {
    resolve(undefined);
  });
  socket.once('error', reject);
  await promise;
  return reader;
}
