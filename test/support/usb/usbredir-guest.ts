import { dial, type SocketReader } from './socket-reader.ts';

// A usb-guest of the usb-redir protocol 0.7, written from usb-redirection-protocol.txt of usbredir
// and from nothing of this repository: it judges the usb-host.

/** Packet types, in the order of the protocol text; data packets begin at 100. */
export const T = {
  hello: 0,
  deviceConnect: 1,
  deviceDisconnect: 2,
  reset: 3,
  interfaceInfo: 4,
  epInfo: 5,
  setConfiguration: 6,
  getConfiguration: 7,
  configurationStatus: 8,
  setAltSetting: 9,
  getAltSetting: 10,
  altSettingStatus: 11,
  startIsoStream: 12,
  stopIsoStream: 13,
  isoStreamStatus: 14,
  startInterruptReceiving: 15,
  stopInterruptReceiving: 16,
  interruptReceivingStatus: 17,
  cancelDataPacket: 21,
  filterReject: 22,
  filterFilter: 23,
  deviceDisconnectAck: 24,
  controlPacket: 100,
  bulkPacket: 101,
  interruptPacket: 103,
} as const;

/** Bits of the capabilities. */
export const CAP = {
  connectDeviceVersion: 1,
  filter: 2,
  deviceDisconnectAck: 3,
  epInfoMaxPacketSize: 4,
  ids64bits: 5,
  bulkLength32bits: 6,
} as const;

/** Those that QEMU has, but for streams and buffered bulk input. */
export const ALL_CAPS = Object.values(CAP).reduce((word, bit) => word | (1 << bit), 0);

export interface Packet {
  readonly type: number;
  readonly id: bigint;
  readonly body: Buffer;
}

export type RedirPlace =
  { readonly host: string; readonly port: number } | { readonly path: string };

/** Where a plug's url, `usbredir:HOST:PORT` or `usbredir:PATH`, leads. */
export function redirPlace(url: string): RedirPlace {
  const place = url.slice('usbredir:'.length);
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(place) ?? [];
  return port === '' ? { path: place } : { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

export function hello(capabilities: number): Buffer {
  const packet = Buffer.alloc(12 + 68);
  packet.writeUInt32LE(T.hello, 0);
  packet.writeUInt32LE(68, 4);
  packet.write('a guest of the tests', 12, 'latin1');
  packet.writeUInt32LE(capabilities, 12 + 64);
  return packet;
}

/** Little-endian fields: `1` is a byte, `[2, n]` n in two bytes, `[4, n]` n in four. */
export function fields(
  ...all: readonly (number | readonly [2 | 4, number] | Uint8Array)[]
): Buffer {
  return Buffer.concat(
    all.map((field) => {
      if (field instanceof Uint8Array) return field;
      if (typeof field === 'number') return Uint8Array.of(field);
      const bytes = Buffer.alloc(field[0]);
      bytes.writeUIntLE(field[1], 0, field[0]);
      return bytes;
    }),
  );
}

/** A packet as it stands on the wire. */
export function encodePacket(
  packet: { readonly type: number; readonly id: bigint; readonly body?: Uint8Array },
  ids64: boolean,
): Buffer {
  const { type, id, body = new Uint8Array(0) } = packet;
  const header = Buffer.alloc(ids64 ? 16 : 12);
  header.writeUInt32LE(type, 0);
  header.writeUInt32LE(body.length, 4);
  if (ids64) header.writeBigUInt64LE(id, 8);
  else header.writeUInt32LE(Number(id), 8);
  return Buffer.concat([header, body]);
}

/** A guest behind its hello. */
export class RedirGuest {
  readonly reader: SocketReader;
  /** The hello of the host. */
  readonly version: string;
  readonly hostCapabilities: number;
  readonly #ids64: boolean;
  readonly #read: Packet[] = [];

  private constructor(reader: SocketReader, hostHello: Buffer, capabilities: number) {
    this.reader = reader;
    const version = hostHello.subarray(12, 76);
    this.version = version.subarray(0, version.indexOf(0)).toString('latin1');
    this.hostCapabilities = hostHello.readUInt32LE(76);
    this.#ids64 = (this.hostCapabilities & capabilities & (1 << CAP.ids64bits)) !== 0;
  }

  static async connect(place: RedirPlace, capabilities = ALL_CAPS): Promise<RedirGuest> {
    const reader = await dial(place);
    reader.socket.write(hello(capabilities));
    const head = await reader.read(12);
    if (head.readUInt32LE(0) !== T.hello || head.readUInt32LE(4) !== 68) {
      throw new Error('the host does not say hello first');
    }
    return new RedirGuest(reader, Buffer.concat([head, await reader.read(68)]), capabilities);
  }

  get closed(): Promise<void> {
    return this.reader.closed;
  }

  close(): void {
    this.reader.socket.destroy();
  }

  send(type: number, id: number | bigint, body?: Uint8Array): void {
    const packet = { type, id: BigInt(id), ...(body === undefined ? {} : { body }) };
    this.reader.socket.write(encodePacket(packet, this.#ids64));
  }

  /** The next packet of the host. */
  async next(): Promise<Packet> {
    return this.#read.shift() ?? (await this.#receive());
  }

  /** The next packet of this type; others are kept for later. */
  async nextOf(type: number): Promise<Packet> {
    const at = this.#read.findIndex((packet) => packet.type === type);
    if (at >= 0) return this.#read.splice(at, 1)[0] ?? this.nextOf(type);
    for (;;) {
      const packet = await this.#receive();
      if (packet.type === type) return packet;
      this.#read.push(packet);
    }
  }

  /** Whether no packet came that was not taken. */
  get idle(): boolean {
    return this.#read.length === 0 && this.reader.length === 0;
  }

  /** ep_info, interface_info and device_connect, which come in this order. */
  async device(): Promise<Packet> {
    for (const type of [T.epInfo, T.interfaceInfo]) {
      const packet = await this.next();
      if (packet.type !== type) throw new Error(`packet ${packet.type} where ${type} should be`);
    }
    const connect = await this.next();
    if (connect.type !== T.deviceConnect) throw new Error('no device_connect');
    return connect;
  }

  /** A control transfer: status, length and data of the answer. */
  async control(
    id: number,
    setup: readonly [number, number, number, number, number],
    data: Uint8Array = new Uint8Array(0),
  ): Promise<{ readonly status: number; readonly length: number; readonly data: Buffer }> {
    const [type, request, value, index, length] = setup;
    const body = fields(type & 0x80, request, type, 0, [2, value], [2, index], [2, length], data);
    this.send(T.controlPacket, id, body);
    const answer = await this.nextOf(T.controlPacket);
    if (answer.id !== BigInt(id)) throw new Error('an answer with another id');
    return {
      status: answer.body.readUInt8(3),
      length: answer.body.readUInt16LE(8),
      data: answer.body.subarray(10),
    };
  }

  async #receive(): Promise<Packet> {
    const header = await this.reader.read(this.#ids64 ? 16 : 12);
    return {
      type: header.readUInt32LE(0),
      id: this.#ids64 ? header.readBigUInt64LE(8) : BigInt(header.readUInt32LE(8)),
      body: await this.reader.read(header.readUInt32LE(4)),
    };
  }
}
