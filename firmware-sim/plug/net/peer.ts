import type { Socket } from 'node:net';
import { WireError } from '@fobkit/protocol';
import { Inbox } from './inbox.ts';

/** How long a peer that is done may take to fetch what it was sent. */
const LINGER_MS = 5000;
/** Silence after which the system asks whether the peer's machine is still there. */
const KEEP_ALIVE_MS = 10_000;

/** Who reads what a peer sends. */
export interface PeerReader {
  /** Bytes of the longest message: with so many at hand it can read, or waits for another thing. */
  readonly longest: number;
  /**
   * Reads the next message, if all of it is there; false when it is not.
   *
   * @throws WireError when the bytes are wrong, which ends the connection.
   */
  read(inbox: Inbox): boolean;
  /** The connection is over; told once. `reason` is there when the peer's bytes ended it. */
  over(reason?: WireError): void;
}

/**
 * One connection of a server, message by message. A peer that does not read what it asked for is
 * not heard any further until it does, so that neither side of the connection piles up.
 */
export class Peer {
  readonly #socket: Socket;
  readonly #reader: PeerReader;
  readonly #inbox = new Inbox();
  #over = false;

  constructor(socket: Socket, reader: (peer: Peer) => PeerReader) {
    this.#socket = socket;
    this.#reader = reader(this);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // A peer that goes away in the middle is no error of ours.
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (this.#over || typeof chunk === 'string') return;
      this.#inbox.push(chunk);
      this.wake();
    });
    socket.on('drain', () => {
      this.wake();
    });
    socket.on('end', () => {
      this.end();
    });
    socket.on('close', () => {
      this.#finish();
    });
  }

  /** Bytes that arrived and were not read, and such as were sent and are not on their way yet. */
  get held(): number {
    return this.#inbox.length + this.#socket.writableLength;
  }

  /** Whether the peer has to read first. */
  get behind(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Reads on, where the reader has waited for something else than bytes. */
  wake(): void {
    if (this.#over) return;
    const socket = this.#socket;
    socket.cork();
    try {
      while (this.#hears && this.#reader.read(this.#inbox));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#finish(error);
      socket.destroy();
    } finally {
      socket.uncork();
    }
    if (this.behind || this.#inbox.length > this.#reader.longest) socket.pause();
    else socket.resume();
  }

  send(bytes: Uint8Array): void {
    if (!this.#over) this.#socket.write(bytes);
  }

  /** Hears no more; what was sent still goes out. */
  end(): void {
    this.#finish();
    const socket = this.#socket;
    // Not the time-out of the socket: a peer that sends on would put that off for ever.
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.end();
  }

  /** Ends the connection at once. */
  drop(): void {
    this.#finish();
    this.#socket.destroy();
  }

  get #hears(): boolean {
    return !this.#over && !this.behind;
  }

  #finish(reason?: WireError): void {
    if (this.#over) return;
    this.#over = true;
    this.#reader.over(reason);
  }
}
