import { endianness } from 'node:os';
import { type UsbDescription, WireError } from '@fobkit/protocol';
import type { Plug } from '../plug.ts';
import { meetHid, type MetHid } from '../usb/meet-hid.ts';
import type { UrbEvent } from '../usb/urb.ts';
import { type UsbPluggable, UsbPort } from '../usb/usb-port.ts';
import { runSteps } from '../usb/usb-steps.ts';
import { findHidraw } from './find-hidraw.ts';
import { type RealTime, realTime } from './real-time.ts';
import { UhidError } from './uhid-error.ts';
import { kernelDevice } from './kernel-device.ts';
import { UhidCodec, type UhidEvent } from './uhid-event.ts';
import { openUhidFile, type UhidFile } from './uhid-file.ts';
import { UhidSession } from './uhid-session.ts';
import { UhidWatch } from './uhid-watch.ts';

export interface UhidPlugOptions {
  /** /dev/uhid if absent. */
  readonly path?: string;
  /** An open one, or a double; `path` is then not opened. */
  readonly file?: UhidFile;
  /** The machine's if absent. */
  readonly time?: RealTime;
  /** Name of the device; its maker's and its own if absent, as the kernel names those on USB. */
  readonly name?: string;
  /** Finds the device node by its HID_PHYS, as `hidraw0`; looks through /sys if absent. */
  readonly findNode?: (phys: string) => Promise<string | undefined>;
}

/** How long the kernel may take to bring the device up, and then its node, in milliseconds. */
const START_MS = 5_000;
const NODE_MS = 1_000;
const NODE_PAUSE_MS = 10;

const codec = new UhidCodec(endianness() === 'LE');

/** Devices made by this process, so that each has a `phys` of its own. */
let made = 0;

/**
 * The HID function of a fob as a real /dev/hidrawN of this machine: what a hosted CI runner offers.
 * There is no USB device then, only the HID side of one; its serial number is the device id.
 *
 * Rejects with `UhidError` when /dev/uhid cannot be used or the kernel does not take the device,
 * and with `UsageError` when this fob type has no USB.
 */
export async function openUhidPlug(
  fob: UsbPluggable,
  options: UhidPlugOptions = {},
): Promise<Plug> {
  const plug = new UhidPlug(
    fob,
    options.file ?? openUhidFile(options.path ?? '/dev/uhid'),
    options,
  );
  try {
    plug.replug();
    await plug.started;
    return plug;
  } catch (error) {
    await plug.close();
    throw error;
  }
}

/** Unplugging destroys the device, with its node; the next one may have another number. */
class UhidPlug implements Plug {
  readonly #file: UhidFile;
  readonly #time: RealTime;
  readonly #findNode: (phys: string) => Promise<string | undefined>;
  readonly #port: UsbPort;
  readonly #watch: UhidWatch;
  readonly #name: string | undefined;
  #session: UhidSession | undefined;
  #start: PromiseWithResolvers<undefined> = Promise.withResolvers();
  #cancelStart: (() => void) | undefined;
  #phys = '';
  #url = 'uhid:';

  constructor(fob: UsbPluggable, file: UhidFile, options: UhidPlugOptions) {
    this.#file = file;
    this.#time = options.time ?? realTime;
    this.#findNode = options.findNode ?? findHidraw;
    this.#name = options.name;
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#destroy();
      },
    });
    this.#watch = new UhidWatch(file, this.#time, {
      event: (bytes) => {
        this.#heard(bytes);
      },
      failure: () => {
        this.#lose();
      },
    });
  }

  /** `hid:` and the device node; `uhid:` and the device id while none is found. */
  get url(): string {
    return this.#url;
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  /** Settles when the kernel has brought the device up and its node has been looked for. */
  get started(): Promise<void> {
    return this.#start.promise;
  }

  /** Hears of the transfers behind the reports. */
  observe(observer: (event: UrbEvent) => void): () => void {
    return this.#port.observe(observer);
  }

  /** What the fob tells of itself; undefined while it is unplugged. */
  get description(): UsbDescription | undefined {
    return this.#port.description;
  }

  /** A fob that cannot be met, or that the kernel does not take, stays off: `started` says why. */
  replug(): void {
    if (this.plugged) return;
    this.#start = Promise.withResolvers();
    // Whoever replugs need not wait for it.
    this.#start.promise.catch(() => undefined);
    this.#port.plugIn();
    this.#port.reset();
    runSteps(this.#port, meetHid(), (outcome) => {
      if (!outcome.ok) this.#refuse(outcome.error);
      else this.#create(outcome.value);
    });
  }

  close(): Promise<void> {
    this.#lose();
    this.#watch.stop();
    this.#file.close();
    return Promise.resolve();
  }

  #create(met: MetHid): void {
    const own = kernelDevice(met, `fobkit-${process.pid}-${made++}`);
    const device = this.#name === undefined ? own : { ...own, name: this.#name };
    this.#phys = device.phys;
    this.#url = `uhid:${device.uniq}`;
    try {
      // What the kernel still has to tell is of the device before this one.
      while (this.#file.read() !== undefined);
      this.#file.write(codec.create(device));
    } catch (cause) {
      this.#refuse(new UhidError('the kernel does not take the HID device', { cause }));
      return;
    }
    const { binding } = met;
    this.#session = new UhidSession(
      { target: this.#port, binding, time: this.#time },
      codec,
      (event) => {
        this.#tell(event);
      },
    );
    this.#watch.expect();
    this.#cancelStart = this.#time.after(START_MS, () => {
      const why = `the kernel did not bring the HID device up within ${START_MS / 1000} s`;
      this.#start.reject(new UhidError(`${why}. See what dmesg says.`));
    });
  }

  #refuse(error: Error): void {
    this.#port.pull();
    this.#start.reject(error);
  }

  #heard(bytes: Uint8Array): void {
    const event = decoded(bytes);
    if (event?.type === 'start') void this.#started(this.#phys);
    if (event?.type === 'open') this.#watch.opened = true;
    if (event?.type === 'close') this.#watch.opened = false;
    if (event !== undefined) this.#session?.heard(event);
  }

  /** The node comes a moment after the device. Without /sys it is not found at all. */
  async #started(phys: string): Promise<void> {
    this.#cancelStart?.();
    const end = this.#time.now() + NODE_MS;
    const { resolve } = this.#start;
    let name = await this.#findNode(phys);
    while (name === undefined && this.#phys === phys && this.#time.now() < end) {
      await this.#pause();
      name = await this.#findNode(phys);
    }
    if (name !== undefined && this.#phys === phys) this.#url = `hid:/dev/${name}`;
    resolve(undefined);
  }

  #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#time.after(NODE_PAUSE_MS, () => {
      resolve(undefined);
    });
    return promise;
  }

  /** A device that the kernel does not know any more is as good as unplugged. */
  #tell(event: Uint8Array): void {
    try {
      this.#file.write(event);
    } catch {
      this.#lose();
    }
  }

  #lose(): void {
    this.#port.pull();
    this.#destroy();
  }

  #destroy(): void {
    const session = this.#session;
    this.#session = undefined;
    this.#phys = '';
    this.#cancelStart?.();
    this.#watch.opened = false;
    if (session === undefined) return;
    session.end();
    this.#start.reject(new UhidError('the fob was unplugged before the kernel had brought it up'));
    try {
      this.#file.write(codec.destroy());
    } catch {
      // The kernel has none to destroy.
    }
  }
}

/** An event that is none, of a kernel newer than this, is passed over. */
function decoded(bytes: Uint8Array): UhidEvent | undefined {
  try {
    return codec.decode(bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
