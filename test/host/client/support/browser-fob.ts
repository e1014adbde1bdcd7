import { FobHid, type FobHidDevice, FobUsb, type Plug } from '@fobkit/firmware-sim/plug';
import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import type {
  BrowserDevices,
  WebHid,
  WebSerial,
} from '../../../../host/client/browser/browser-devices.ts';
import type {
  WebHidDevice,
  WebHidInputReport,
} from '../../../../host/client/browser/web-hid-device.ts';
import type { WebSerialPort } from '../../../../host/client/browser/web-serial-port.ts';

const PATH = '/dev/hidraw0';

/** Listeners by the name of their event. */
export class Events<Told> {
  readonly #listeners = new Map<string, Set<(event: Told) => void>>();

  addEventListener(type: string, listener: (event: Told) => void): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener));
  }

  removeEventListener(type: string, listener: (event: Told) => void): void {
    this.#listeners.get(type)?.delete(listener);
  }

  tell(type: string, event: Told): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

/** WebHID's `HIDDevice` over node-hid's way to an emulated fob. */
export class HidDeviceDouble extends Events<WebHidInputReport> implements WebHidDevice {
  readonly vendorId = 0x1209;
  readonly productId = 0xf0b1;
  readonly productName = 'fobkit OTP fob';
  collections = [{ usagePage: 0xff00, usage: 1 }];
  readonly #hid: FobHid;
  #handle: FobHidDevice | undefined;

  constructor(hid: FobHid) {
    super();
    this.#hid = hid;
  }

  get opened(): boolean {
    return this.#handle !== undefined;
  }

  async open(): Promise<void> {
    if (this.opened) throw new DOMException('The device is already open.', 'InvalidStateError');
    const handle = await this.#hid.HIDAsync.open(PATH).catch(() => {
      throw new DOMException('Failed to open the device.', 'NotAllowedError');
    });
    handle.on('data', (report: Buffer) => {
      const data = new DataView(report.buffer, report.byteOffset, report.byteLength);
      this.tell('inputreport', { data });
    });
    handle.on('error', () => undefined);
    this.#handle = handle;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async sendReport(reportId: number, report: Uint8Array): Promise<void> {
    if (this.#handle === undefined) {
      throw new DOMException('The device must be opened first.', 'InvalidStateError');
    }
    await this.#handle.write([reportId, ...report]);
  }
}

/** Web Serial's `SerialPort` over a wire to an emulated fob. */
export class SerialPortDouble extends EventTarget implements WebSerialPort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  info = { usbVendorId: 0x1209, usbProductId: 0xf0b1 };
  baudRate = 0;
  #toPage: ReadableStreamDefaultController<Uint8Array> | undefined;
  #unplug: () => void = () => undefined;
  readonly #fob: Fob;

  constructor(fob: Fob) {
    super();
    this.#fob = fob;
  }

  getInfo(): { usbVendorId: number; usbProductId: number } {
    return this.info;
  }

  open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    if (this.readable !== null) {
      return Promise.reject(new DOMException('The port is already open.', 'InvalidStateError'));
    }
    this.baudRate = baudRate;
    const wire = this.#fob.plugIn();
    this.#unplug = () => {
      wire.unplug();
    };
    this.#newReadable();
    wire.onBytes((bytes) => this.#toPage?.enqueue(Uint8Array.from(bytes)));
    wire.onUnplugged(() => {
      this.#lose();
    });
    this.writable = new WritableStream({
      write: (bytes: Uint8Array) => {
        wire.write(bytes);
      },
    });
    return Promise.resolve();
  }

  /** As Web Serial has it: while a stream is locked, a port does not close. */
  close(): Promise<void> {
    if (this.readable?.locked === true || this.writable?.locked === true) {
      return Promise.reject(new TypeError('Cannot cancel a locked stream'));
    }
    this.readable = this.writable = null;
    this.#unplug();
    return Promise.resolve();
  }

  /** A fault of the line: the stream ends in an error, and a new one stands ready. */
  frameError(): void {
    const old = this.#toPage;
    this.#newReadable();
    old?.error(new DOMException('A framing error.', 'FramingError'));
  }

  /** What a browser does when the device is pulled out. */
  #lose(): void {
    if (this.readable === null) return;
    const old = this.#toPage;
    this.readable = null;
    old?.error(new DOMException('The device has been lost.', 'NetworkError'));
    this.dispatchEvent(new Event('disconnect'));
  }

  #newReadable(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#toPage = controller;
      },
    });
  }
}

/** `navigator` of a page that may use one emulated fob on each of the three APIs. */
export class BrowserDouble implements BrowserDevices {
  readonly hid: WebHid & Events<{ readonly device: object }>;
  readonly usb = new FobUsb();
  readonly serial: WebSerial & Events<void>;
  readonly hidDevice: HidDeviceDouble;
  readonly serialPort: SerialPortDouble;
  /** What the user chooses in the next chooser; nothing when false. */
  chooses = true;
  readonly filters: unknown[] = [];
  readonly #plugs: readonly Plug[];
  #there = true;

  constructor(fob: Fob) {
    const hidNodes = new FobHid();
    this.hidDevice = new HidDeviceDouble(hidNodes);
    this.serialPort = new SerialPortDouble(fob);
    this.#plugs = [hidNodes.attach(PATH, fob), this.usb.attach(fob)];
    const ask = <T>(options: unknown, device: T): T[] => {
      this.filters.push(options);
      return this.chooses ? [device] : [];
    };
    const { hidDevice, serialPort } = this;
    this.hid = Object.assign(new Events<{ readonly device: object }>(), {
      getDevices: () => Promise.resolve(this.#there ? [hidDevice] : []),
      requestDevice: (options: unknown) => Promise.resolve(ask(options, hidDevice)),
    });
    this.serial = Object.assign(new Events<void>(), {
      getPorts: () => Promise.resolve(this.#there ? [serialPort] : []),
      requestPort: (options: unknown) => {
        const [port] = ask(options, serialPort);
        const none = new DOMException('No port selected by the user.', 'NotFoundError');
        return port === undefined ? Promise.reject(none) : Promise.resolve(port);
      },
    });
  }

  /** The fob has been pulled out: tells as a browser tells. */
  async left(): Promise<void> {
    this.#there = false;
    await this.hidDevice.close();
    this.#tell('disconnect');
  }

  back(): void {
    for (const plug of this.#plugs) plug.replug();
    this.#there = true;
    this.#tell('connect');
  }

  #tell(type: 'connect' | 'disconnect'): void {
    this.hid.tell(type, { device: this.hidDevice });
    this.serial.tell(type);
  }
}
