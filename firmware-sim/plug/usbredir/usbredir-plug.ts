import { createServer, type Server, type Socket } from 'node:net';
import type { UsbDescription, WireError } from '@fobkit/protocol';
import type { Inbox } from '../net/inbox.ts';
import { listen, type Place, shut } from '../net/listen.ts';
import { Peer, type PeerReader } from '../net/peer.ts';
import type { Plug } from '../plug.ts';
import type { UrbEvent } from '../usb/urb.ts';
import { type UsbPluggable, UsbPort } from '../usb/usb-port.ts';
import { LONGEST_PACKET, readGuestPacket, readHello } from './guest-codec.ts';
import { GuestSession } from './guest-session.ts';
import { encodeHello } from './host-codec.ts';

/** A new guest may be seen before the end of the one before it: how long it waits for that. */
const GRACE_MS = 200;

export interface UsbredirPlugOptions extends Place {
  /** How long a connection may take to say hello; 5 s if absent. */
  readonly helloMs?: number;
  /** A guest has said hello. */
  readonly onAttach?: (plug: UsbredirPlug) => void;
  /** It is gone. */
  readonly onDetach?: (plug: UsbredirPlug) => void;
  /** A connection was closed because of what its peer sent. */
  readonly onProblem?: (problem: string) => void;
}

/**
 * A fob behind the usb-redir protocol, as the usb-host: QEMU's `usb-redir` device connects to it.
 * Rejects when the place is taken.
 */
export async function openUsbredirPlug(
  fob: UsbPluggable,
  options: UsbredirPlugOptions = {},
): Promise<UsbredirPlug> {
  const server = createServer();
  return new UsbredirPlug(fob, server, await listen(server, options), options);
}

/** One guest at a time: a second one is reset. A guest keeps its connection over an unplug. */
export class UsbredirPlug implements Plug {
  /** `usbredir:HOST:PORT`, or `usbredir:PATH`. */
  readonly url: string;
  readonly #server: Server;
  readonly #options: UsbredirPlugOptions;
  readonly #port: UsbPort;
  readonly #sockets = new Set<Socket>();
  #guest: Guest | undefined;
  /** Waits whether the guest before it is just leaving. */
  #next: Socket | undefined;

  constructor(fob: UsbPluggable, server: Server, place: string, options: UsbredirPlugOptions) {
    this.url = `usbredir:${place}`;
    this.#server = server;
    this.#options = options;
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#guest?.session?.unplugged();
      },
    });
    server.on('connection', (socket) => {
      this.#connected(socket);
    });
    this.#port.plugIn();
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  /** Whether a guest has said hello. */
  get attached(): boolean {
    return this.#guest?.session !== undefined;
  }

  /** Transfers under way that a guest asked for, and the bytes that they may move. */
  get pending(): { readonly count: number; readonly bytes: number } {
    return this.#guest?.session?.pending ?? { count: 0, bytes: 0 };
  }

  /** Hears of every transfer, for captures. */
  observe(observer: (event: UrbEvent) => void): () => void {
    return this.#port.observe(observer);
  }

  /** What the fob tells of itself; undefined while it is unplugged. */
  get description(): UsbDescription | undefined {
    return this.#port.description;
  }

  replug(): void {
    this.#port.plugIn();
    this.#guest?.session?.plugged();
  }

  async close(): Promise<void> {
    this.#port.pull();
    const closed = shut(this.#server);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.#guest === undefined) {
      this.#serve(socket);
    } else if (this.#next !== undefined) {
      socket.resetAndDestroy();
    } else {
      this.#next = socket;
      const timer = setTimeout(() => {
        if (this.#next !== socket) return;
        this.#next = undefined;
        socket.resetAndDestroy();
      }, GRACE_MS);
      socket.on('close', () => {
        clearTimeout(timer);
        if (this.#next === socket) this.#next = undefined;
      });
    }
  }

  #serve(socket: Socket): void {
    const { helloMs = 5000, onAttach, onDetach, onProblem } = this.#options;
    new Peer(socket, (peer) => {
      const guest = new Guest(peer, this.#port, {
        joined: () => {
          clearTimeout(deadline);
          onAttach?.(this);
        },
        left: (reason) => {
          clearTimeout(deadline);
          this.#guest = undefined;
          if (guest.session !== undefined) onDetach?.(this);
          if (reason !== undefined) onProblem?.(reason.message);
          const next = this.#next;
          this.#next = undefined;
          if (next !== undefined && !next.destroyed) this.#serve(next);
        },
      });
      const deadline = setTimeout(() => {
        peer.drop();
      }, helloMs);
      this.#guest = guest;
      return guest;
    });
  }
}

interface GuestEvents {
  joined(): void;
  left(reason?: WireError): void;
}

/** The connection of one guest. */
class Guest implements PeerReader {
  readonly longest = LONGEST_PACKET;
  readonly #peer: Peer;
  readonly #port: UsbPort;
  readonly #events: GuestEvents;
  #session: GuestSession | undefined;

  constructor(peer: Peer, port: UsbPort, events: GuestEvents) {
    this.#peer = peer;
    this.#port = port;
    this.#events = events;
    peer.send(encodeHello());
  }

  /** Undefined until it has said hello. */
  get session(): GuestSession | undefined {
    return this.#session;
  }

  read(inbox: Inbox): boolean {
    if (this.#session === undefined) {
      const capabilities = readHello(inbox);
      if (capabilities === undefined) return false;
      this.#session = new GuestSession(this.#port, this.#peer, capabilities);
      this.#events.joined();
      return true;
    }
    this.#session.run();
    const packet = readGuestPacket(inbox, this.#session.capabilities);
    if (packet !== undefined) this.#session.take(packet);
    return packet !== undefined;
  }

  over(reason?: WireError): void {
    this.#session?.end();
    this.#events.left(reason);
  }
}
