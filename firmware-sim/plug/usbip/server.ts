import { createServer, type Server, type Socket } from 'node:net';
import { UsageError } from '@fobkit/protocol';
import { listen, shut } from '../net/listen.ts';
import { Peer } from '../net/peer.ts';
import type { UsbPluggable } from '../usb/usb-port.ts';
import { UsbipConnection, type UsbipExports } from './connection.ts';
import { busIdOf, slotAt, slotOf } from './device.ts';
import { UsbipPlug } from './usbip-plug.ts';

/** Connections that have no device yet; the oldest gives way to one more. */
const MOST_STRANGERS = 32;
/** Fobs that one server exports: buses 1 to 32,767 with 126 ports each. */
const MOST_EXPORTS = 32_767 * 126;
/** How long a connection may take to say what it wants. */
const HANDSHAKE_MS = 5_000;

export interface UsbipServerOptions {
  /** 127.0.0.1 if absent. What listens elsewhere is open to everybody there. */
  readonly host?: string;
  /** 3240 is the usual one. A free one if absent or 0. */
  readonly port?: number;
  /** A client has attached a fob. */
  readonly onAttach?: (plug: UsbipPlug) => void;
  /** It has let go, is gone, or has lost the fob. */
  readonly onDetach?: (plug: UsbipPlug) => void;
  /** A connection was closed because of what its peer sent. */
  readonly onProblem?: (problem: string) => void;
}

export interface UsbipExport {
  /** The next free one if absent. */
  readonly busId?: string;
}

/** Opens a USB/IP server without devices. Rejects when the port is taken. */
export async function openUsbipServer(options: UsbipServerOptions = {}): Promise<UsbipServer> {
  const server = createServer();
  const { host, port } = options;
  const place = await listen(server, {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  });
  return new UsbipServer(server, place, options);
}

/** Serves many fobs to clients of the USB/IP protocol 1.1.1, each fob to one at a time. */
export class UsbipServer {
  /** `HOST:PORT`. */
  readonly place: string;
  readonly #server: Server;
  readonly #options: UsbipServerOptions;
  readonly #plugs = new Map<string, UsbipPlug>();
  /** Each with the timer that ends it, unless it has a device. */
  readonly #connections = new Map<UsbipConnection, NodeJS.Timeout | undefined>();
  /** Those too that only wait for their peer to hang up. */
  readonly #sockets = new Set<Socket>();
  #closing = false;

  constructor(server: Server, place: string, options: UsbipServerOptions) {
    this.place = place;
    this.#server = server;
    this.#options = options;
    server.on('connection', (socket) => {
      this.#connected(socket);
    });
  }

  /** The port that it listens on. */
  get port(): number {
    return Number(this.place.slice(this.place.lastIndexOf(':') + 1));
  }

  get plugs(): readonly UsbipPlug[] {
    return [...this.#plugs.values()];
  }

  /**
   * Puts a fob on a port of its own.
   *
   * @throws UsageError when the bus id is taken or none, or the fob type has no USB.
   */
  export(fob: UsbPluggable, details: UsbipExport = {}): UsbipPlug {
    if (this.#closing) throw new UsageError('the USB/IP server is closed');
    const slot = details.busId === undefined ? this.#freeSlot() : slotOf(details.busId);
    const busId = busIdOf(slot);
    if (this.#plugs.has(busId)) throw new UsageError(`the bus id ${busId} is taken`);
    const { onAttach, onDetach } = this.#options;
    const plug = new UsbipPlug(fob, slot, this.place, {
      attached: (one) => onAttach?.(one),
      detached: (one) => onDetach?.(one),
      closed: ({ busId: gone }) => this.#plugs.delete(gone),
    });
    this.#plugs.set(busId, plug);
    return plug;
  }

  /** Takes all fobs off their ports and ends all connections. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    const closed = shut(this.#server);
    for (const plug of this.plugs) await plug.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #freeSlot(): ReturnType<typeof slotAt> {
    for (let n = 0; n < MOST_EXPORTS; n++) {
      const slot = slotAt(n);
      if (!this.#plugs.has(busIdOf(slot))) return slot;
    }
    throw new UsageError('the USB/IP server has no port left');
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const { onProblem } = this.#options;
    const exports: UsbipExports = {
      plugs: () => this.plugs,
      attached: (connection) => {
        clearTimeout(this.#connections.get(connection));
        this.#connections.set(connection, undefined);
      },
      over: (connection, reason) => {
        clearTimeout(this.#connections.get(connection));
        this.#connections.delete(connection);
        if (reason !== undefined) onProblem?.(reason.message);
      },
    };
    new Peer(socket, (peer) => {
      const connection = new UsbipConnection(peer, exports);
      const deadline = setTimeout(() => {
        connection.drop();
      }, HANDSHAKE_MS);
      this.#connections.set(connection, deadline);
      return connection;
    });
    this.#dropOldest();
  }

  #dropOldest(): void {
    const strangers = [...this.#connections].filter(([, deadline]) => deadline !== undefined);
    if (strangers.length > MOST_STRANGERS) strangers[0]?.[0].drop();
  }
}
