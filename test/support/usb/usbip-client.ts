import { dial, type SocketReader } from './socket-reader.ts';

// A client of the USB/IP protocol 1.1.1, written from Documentation/usb/usbip_protocol.rst of Linux
// and from nothing of this repository: it judges the server.

const VERSION = 0x0111;

export interface UsbipPlace {
  readonly host: string;
  readonly port: number;
}

/** A device as OP_REP_DEVLIST and OP_REP_IMPORT describe it. */
export interface DescribedDevice {
  readonly path: string;
  readonly busId: string;
  readonly busNumber: number;
  readonly deviceNumber: number;
  readonly speed: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
  readonly deviceClass: readonly [number, number, number];
  readonly configuration: number;
  readonly configurationCount: number;
  readonly interfaceCount: number;
}

export interface ListedDevice extends DescribedDevice {
  /** Class, subclass and protocol of each. */
  readonly interfaces: readonly (readonly [number, number, number])[];
}

/** USBIP_RET_SUBMIT. */
export interface UsbipReply {
  readonly status: number;
  readonly actualLength: number;
  readonly packetCount: number;
  readonly data: Uint8Array;
}

export class ImportRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`OP_REP_IMPORT: status ${status}`);
    this.status = status;
  }
}

/** The host and port of a plug's url, `usbip:HOST:PORT/BUSID`, and the bus id. */
export function usbipPlace(url: string): UsbipPlace & { readonly busId: string } {
  const [, host = '', port = '', busId = ''] = /^usbip:(.+):(\d+)\/(.+)$/.exec(url) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port), busId };
}

export async function listDevices(place: UsbipPlace): Promise<ListedDevice[]> {
  const reader = await dial(place);
  reader.socket.write(operation(0x8005));
  const head = await reader.read(12);
  expectHead(head, 0x0005, 0);
  const devices: ListedDevice[] = [];
  for (let left = head.readUInt32BE(8); left > 0; left--) {
    const device = await readDevice(reader);
    const interfaces: [number, number, number][] = [];
    for (let n = device.interfaceCount; n > 0; n--) {
      const [a = 0, b = 0, c = 0, padding] = await reader.read(4);
      if (padding !== 0) throw new Error('the padding of an interface is not 0');
      interfaces.push([a, b, c]);
    }
    devices.push({ ...device, interfaces });
  }
  reader.socket.destroy();
  return devices;
}

/** Rejects with `ImportRefused`. */
export async function importDevice(place: UsbipPlace, busId: string): Promise<UsbipHost> {
  const reader = await dial(place);
  reader.socket.write(importRequest(busId));
  const head = await reader.read(8);
  const status = head.readUInt32BE(4);
  expectHead(head, 0x0003, status);
  if (status !== 0) {
    reader.socket.destroy();
    throw new ImportRefused(status);
  }
  return new UsbipHost(reader, await readDevice(reader));
}

/** OP_REQ_IMPORT. */
export function importRequest(busId: string): Buffer {
  return Buffer.concat([operation(0x8003), Buffer.from(busId.padEnd(32, '\0'), 'latin1')]);
}

/** OP_REQ_DEVLIST, or the beginning of an OP_REQ_IMPORT. */
export function operation(code: number, version = VERSION): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(version, 0);
  head.writeUInt16BE(code, 2);
  return head;
}

/** What stands in a USBIP_CMD_SUBMIT; what is absent is 0. */
export interface SubmitFields {
  readonly seqnum: number;
  readonly deviceId: number;
  readonly direction: number;
  readonly endpoint: number;
  readonly flags?: number;
  readonly length?: number;
  readonly packetCount?: number;
  readonly interval?: number;
  readonly setup?: Uint8Array;
  readonly data?: Uint8Array;
}

export function submitCommand(fields: SubmitFields): Buffer {
  const { data = new Uint8Array(0), length = data.length, setup } = fields;
  const header = Buffer.alloc(48);
  const words = [
    1,
    fields.seqnum,
    fields.deviceId,
    fields.direction,
    fields.endpoint,
    fields.flags ?? 0,
    length,
    0,
    fields.packetCount ?? 0xffff_ffff,
    fields.interval ?? 0,
  ];
  words.forEach((word, at) => header.writeUInt32BE(word >>> 0, at * 4));
  if (setup !== undefined) header.set(setup, 40);
  return Buffer.concat([header, data]);
}

export function unlinkCommand(seqnum: number, deviceId: number, target: number): Buffer {
  const header = Buffer.alloc(48);
  [2, seqnum, deviceId, 0, 0, target].forEach((word, at) =>
    header.writeUInt32BE(word >>> 0, at * 4),
  );
  return header;
}

/** An imported device, as a host controller without an operating system. */
export class UsbipHost {
  readonly device: DescribedDevice;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
  readonly reader: SocketReader;
  readonly #waiting = new Map<
    number,
    { in: boolean; done: (reply: UsbipReply | undefined) => void }
  >();
  readonly #unlinking = new Map<number, { target: number; done: (status: number) => void }>();
  #next = 1;

  constructor(reader: SocketReader, device: DescribedDevice) {
    this.reader = reader;
    this.device = device;
    this.closed = reader.closed;
    void this.#hear();
  }

  get deviceId(): number {
    return (this.device.busNumber << 16) | this.device.deviceNumber;
  }

  /** A transfer. Its reply is undefined when it was unlinked, or the connection has ended. */
  submit(fields: Omit<SubmitFields, 'seqnum' | 'deviceId'>): {
    readonly seqnum: number;
    readonly reply: Promise<UsbipReply | undefined>;
  } {
    const seqnum = this.#next++;
    const { promise, resolve } = Promise.withResolvers<UsbipReply | undefined>();
    this.#waiting.set(seqnum, { in: fields.direction === 1, done: resolve });
    this.reader.socket.write(submitCommand({ ...fields, seqnum, deviceId: this.deviceId }));
    return { seqnum, reply: promise };
  }

  /** The status of USBIP_RET_UNLINK. */
  unlink(target: number): Promise<number> {
    const seqnum = this.#next++;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#unlinking.set(seqnum, { target, done: resolve });
    this.reader.socket.write(unlinkCommand(seqnum, this.deviceId, target));
    return promise;
  }

  /** `setup` as it stands on the wire; `data` for a request to the device. */
  async control(setup: readonly number[], data = new Uint8Array(0)): Promise<UsbipReply> {
    const direction = ((setup[0] ?? 0) & 0x80) === 0 ? 0 : 1;
    const wanted = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
    const length = direction === 1 ? wanted : data.length;
    const bytes = Uint8Array.from(setup);
    return this.#done(this.submit({ direction, endpoint: 0, length, data, setup: bytes }));
  }

  async in(endpoint: number, length: number, flags = 0): Promise<UsbipReply> {
    return this.#done(this.submit({ direction: 1, endpoint, length, flags }));
  }

  async out(endpoint: number, data: Uint8Array, flags = 0): Promise<UsbipReply> {
    return this.#done(this.submit({ direction: 0, endpoint, data, flags }));
  }

  /** Lets the device go, as `usbip detach` does. */
  close(): void {
    this.reader.socket.destroy();
  }

  async #done({ reply }: { reply: Promise<UsbipReply | undefined> }): Promise<UsbipReply> {
    const given = await reply;
    if (given === undefined) throw new Error('the connection ended before the reply');
    return given;
  }

  async #hear(): Promise<void> {
    try {
      for (;;) await this.#hearOne();
    } catch {
      for (const { done } of this.#waiting.values()) done(undefined);
      this.#waiting.clear();
    }
  }

  async #hearOne(): Promise<void> {
    const header = await this.reader.read(48);
    const command = header.readUInt32BE(0);
    const seqnum = header.readUInt32BE(4);
    for (const at of [8, 12, 16]) {
      if (header.readUInt32BE(at) !== 0) throw this.#broken('a reply with a device or endpoint');
    }
    const status = header.readInt32BE(20);
    if (command === 4) {
      const unlink = this.#unlinking.get(seqnum);
      if (unlink === undefined) throw this.#broken('a reply to no unlink');
      this.#unlinking.delete(seqnum);
      if (status !== 0) {
        this.#waiting.get(unlink.target)?.done(undefined);
        this.#waiting.delete(unlink.target);
      }
      unlink.done(status);
      return;
    }
    const waiting = this.#waiting.get(seqnum);
    if (command !== 3 || waiting === undefined) throw this.#broken('a reply to no command');
    this.#waiting.delete(seqnum);
    const actualLength = header.readUInt32BE(24);
    const packetCount = header.readUInt32BE(32);
    const data = waiting.in ? await this.reader.read(actualLength) : new Uint8Array(0);
    waiting.done({ status, actualLength, packetCount, data });
  }

  /** Fails the test that runs: such a reply makes Linux drop the connection. */
  #broken(what: string): Error {
    this.close();
    return new Error(`USB/IP: ${what}`);
  }
}

function expectHead(head: Buffer, code: number, status: number): void {
  const found = [head.readUInt16BE(0), head.readUInt16BE(2), head.readUInt32BE(4)];
  if (found[0] !== VERSION || found[1] !== code || found[2] !== status) {
    throw new Error(`an unexpected reply: ${found.join(', ')}`);
  }
}

async function readDevice(reader: SocketReader): Promise<DescribedDevice> {
  const bytes = await reader.read(0x138);
  const text = (from: number, length: number): string => {
    const field = bytes.subarray(from, from + length);
    const end = field.indexOf(0);
    if (end < 0 || field.subarray(end).some((byte) => byte !== 0)) {
      throw new Error('a text is not closed and filled up with zeros');
    }
    return field.subarray(0, end).toString('latin1');
  };
  const at = (offset: number): number => bytes.readUInt8(offset);
  return {
    path: text(0, 256),
    busId: text(0x100, 32),
    busNumber: bytes.readUInt32BE(0x120),
    deviceNumber: bytes.readUInt32BE(0x124),
    speed: bytes.readUInt32BE(0x128),
    vendorId: bytes.readUInt16BE(0x12c),
    productId: bytes.readUInt16BE(0x12e),
    deviceVersion: bytes.readUInt16BE(0x130),
    deviceClass: [at(0x132), at(0x133), at(0x134)],
    configuration: at(0x135),
    configurationCount: at(0x136),
    interfaceCount: at(0x137),
  };
}
