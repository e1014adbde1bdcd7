import { type FeatureReports, type HostClock, LinkLostError } from '@fobkit/client';
import { tcpLink } from '@fobkit/client/node';
import { addressText, type HidAddress } from '../../bench-file/address.ts';
import { InstrumentStream, type ReadAnswer } from '../stream/instrument-stream.ts';
import type { FoundBoard } from './relay-board.ts';

// The part of USB/IP 1.1.1 that control transfers need (Documentation/usb/usbip_protocol.rst of
// Linux), so that a board that another machine, or an emulator, exports is used without the kernel.

const VERSION = 0x0111;
const REQUEST_IMPORT = 0x8003;
const REPLY_IMPORT = 0x0003;
const SUBMIT = 1;
const RETURN_SUBMIT = 3;
const IMPORT_HEAD = 8;
const IMPORT_LENGTH = 0x140;
const HEADER = 48;
const BUS_ID_LENGTH = 32;
/** No reply here is longer. */
const MOST_BYTES = 1024;

const VENDOR = 0x16c0;
const PRODUCT = 0x05df;
const FEATURE_REPORT = 0x0300;

type UsbipAddress = Extract<HidAddress, { kind: 'usbip' }>;

/** The board that a USB/IP server exports. Rejects with an Error that says what is there instead. */
export async function findUsbipBoard(
  address: UsbipAddress,
  clock: HostClock,
  timeoutMs: number,
): Promise<FoundBoard> {
  const path = addressText(address);
  const { host, port, busId } = address;
  const link = tcpLink({ host, port, clock });
  const stream = new InstrumentStream({
    what: path,
    link,
    clock,
    timeoutMs,
    gapMs: 0,
    mostBytes: MOST_BYTES,
  });
  try {
    const pipe = await ControlPipe.import(stream, busId);
    const product = await pipe.productName();
    if (!product.startsWith('USBRelay')) throw new Error(`what is at ${path} is ${product}`);
    await pipe.out([0x00, 0x09, 1], new Uint8Array(0));
    return { path, product, open: () => Promise.resolve(reportsOf(path, pipe, stream)) };
  } catch (error) {
    await stream.close();
    throw error;
  }
}

function reportsOf(path: string, pipe: ControlPipe, stream: InstrumentStream): FeatureReports {
  const lost = (cause: unknown): LinkLostError => new LinkLostError(path, undefined, { cause });
  return {
    send: (report) =>
      pipe.out([0x21, 0x09, FEATURE_REPORT], report).catch((cause: unknown) => {
        throw lost(cause);
      }),
    get: (length) =>
      pipe.in([0xa1, 0x01, FEATURE_REPORT], length).catch((cause: unknown) => {
        throw lost(cause);
      }),
    close: () => stream.close(),
  };
}

/** Request type, request and value of a control transfer; its index is 0 but for strings. */
type Setup = readonly [type: number, request: number, value: number, index?: number];

class ControlPipe {
  readonly #stream: InstrumentStream;
  readonly #device: number;
  #sequence = 0;

  private constructor(stream: InstrumentStream, device: number) {
    this.#stream = stream;
    this.#device = device;
  }

  /** Takes the device; the server then gives it to nobody else. */
  static async import(stream: InstrumentStream, busId: string): Promise<ControlPipe> {
    const request = new Uint8Array(IMPORT_HEAD + BUS_ID_LENGTH);
    const view = new DataView(request.buffer);
    view.setUint16(0, VERSION);
    view.setUint16(2, REQUEST_IMPORT);
    for (let i = 0; i < busId.length; i++) request[IMPORT_HEAD + i] = busId.charCodeAt(i);
    const reply = await stream.ask(request, readImport);
    const told = viewOf(reply);
    const [vendor, product] = [told.getUint16(0x134), told.getUint16(0x136)];
    if (vendor !== VENDOR || product !== PRODUCT) {
      throw new Error(`what is at ${busId} is no relay board: ${hex(vendor)}:${hex(product)}`);
    }
    return new ControlPipe(stream, (told.getUint32(0x128) << 16) | told.getUint32(0x12c));
  }

  /** The string that the device descriptor names (USB 2.0 §9.6.1, §9.6.7). */
  async productName(): Promise<string> {
    const descriptor = await this.in([0x80, 0x06, 0x0100], 18);
    const index = descriptor[15] ?? 0;
    if (index === 0) return '(a device without a name)';
    const text = await this.in([0x80, 0x06, 0x0300 | index, 0x0409], 255);
    let name = '';
    for (let i = 2; i + 1 < text.length; i += 2) {
      name += String.fromCharCode((text[i] ?? 0) | ((text[i + 1] ?? 0) << 8));
    }
    return name.replace(/\p{C}/gu, '�').slice(0, 40);
  }

  in(setup: Setup, length: number): Promise<Uint8Array> {
    return this.#transfer(setup, { length, data: new Uint8Array(0), isIn: true });
  }

  async out(setup: Setup, data: Uint8Array): Promise<void> {
    await this.#transfer(setup, { length: data.length, data, isIn: false });
  }

  async #transfer(
    [type, request, value, index = 0]: Setup,
    { length, data, isIn }: { length: number; data: Uint8Array; isIn: boolean },
  ): Promise<Uint8Array> {
    const sequence = ++this.#sequence;
    const command = new Uint8Array(HEADER + data.length);
    const view = new DataView(command.buffer);
    view.setUint32(0, SUBMIT);
    view.setUint32(4, sequence);
    view.setUint32(8, this.#device);
    view.setUint32(12, isIn ? 1 : 0);
    view.setUint32(24, length);
    view.setUint32(32, 0xffff_ffff);
    view.setUint8(40, type);
    view.setUint8(41, request);
    view.setUint16(42, value, true);
    view.setUint16(44, index, true);
    view.setUint16(46, length, true);
    command.set(data, HEADER);
    return this.#stream.ask(command, readSubmitted(sequence, isIn ? length : 0));
  }
}

const readImport: ReadAnswer<Uint8Array> = (bytes) => {
  if (bytes.length < IMPORT_HEAD) return undefined;
  const view = viewOf(bytes);
  if (view.getUint16(2) !== REPLY_IMPORT) throw new Error('it does not speak USB/IP');
  const status = view.getUint32(4);
  if (status !== 0) throw new Error(`the server does not give the device (status ${status})`);
  if (bytes.length < IMPORT_LENGTH) return undefined;
  return { value: bytes.slice(0, IMPORT_LENGTH), length: IMPORT_LENGTH };
};

function readSubmitted(sequence: number, most: number): ReadAnswer<Uint8Array> {
  return (bytes) => {
    if (bytes.length < HEADER) return undefined;
    const view = viewOf(bytes);
    if (view.getUint32(0) !== RETURN_SUBMIT || view.getUint32(4) !== sequence) {
      throw new Error('the server answers another transfer');
    }
    const status = view.getInt32(20);
    if (status !== 0) throw new Error(`the transfer ended with status ${status}`);
    const told = most === 0 ? 0 : view.getUint32(24);
    if (told > most) throw new Error('the server sends more than was asked for');
    if (bytes.length < HEADER + told) return undefined;
    return { value: bytes.slice(HEADER, HEADER + told), length: HEADER + told };
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
