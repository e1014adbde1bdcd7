import type { Plug } from '../plug.ts';
import type { UsbPluggable } from '../usb/usb-port.ts';
import { checkFilter, type FobUsbFilter, matchesFilter } from './device-filter.ts';
import type { FobUsbDevice } from './fob-usb-device.ts';
import { usbException } from './usb-exceptions.ts';
import { UsbSlot } from './usb-slot.ts';

export interface FobUsbOptions {
  /**
   * Which devices a page has the permission for: `all`, as under a browser's policy or with the npm
   * package `usb`, or only those that the user chose in `requestDevice`. `all` if absent.
   */
  readonly permission?: 'all' | 'asked';
  /** The user in front of the chooser; he takes the first one if absent. Undefined: he declines. */
  readonly choose?: (devices: readonly FobUsbDevice[]) => FobUsbDevice | undefined;
}

/** WebUSB's `USBDeviceRequestOptions`. */
export interface FobUsbRequest {
  readonly filters: readonly FobUsbFilter[];
  readonly exclusionFilters?: readonly FobUsbFilter[] | undefined;
}

/** WebUSB's `USBConnectionEvent`. */
export class FobUsbConnectionEvent extends Event {
  readonly device: FobUsbDevice;

  constructor(type: 'connect' | 'disconnect', device: FobUsbDevice) {
    super(type);
    this.device = device;
  }
}

/** A method's type, so that a handler may want the browser's own event. */
type Handler = { handle(event: Event & { readonly device: object }): unknown }['handle'];

/** Whatever event it wants: of the browser's types, of Node's or of ours. */
type AnyListener = ((event: never) => unknown) | { handleEvent(event: never): unknown };
type Listening = Parameters<EventTarget['addEventListener']>;
type Leaving = Parameters<EventTarget['removeEventListener']>;

/**
 * WebUSB's `navigator.usb` with emulated fobs instead of devices: no browser, no operating system.
 * Each instance has devices of its own. Events `connect` and `disconnect`.
 */
export class FobUsb extends EventTarget {
  onconnect: Handler | null = null;
  ondisconnect: Handler | null = null;
  readonly #options: FobUsbOptions;
  readonly #slots = new Set<UsbSlot>();
  /** Devices by serial number, which keep their permission when they come back. */
  readonly #known = new Set<string>();
  /** Devices without a serial number keep it until they leave. */
  readonly #granted = new Set<FobUsbDevice>();

  constructor(options: FobUsbOptions = {}) {
    super();
    this.#options = options;
  }

  override addEventListener(type: string, listener: AnyListener, options?: Listening[2]): void;
  override addEventListener(...listening: Listening): void {
    super.addEventListener(...listening);
  }

  override removeEventListener(type: string, listener: AnyListener, options?: Leaving[2]): void;
  override removeEventListener(...leaving: Leaving): void {
    super.removeEventListener(...leaving);
  }

  /** Plugs a fob in. @throws UsageError when this fob type has no USB. */
  attach(fob: UsbPluggable): Plug {
    const slot = new UsbSlot(fob, {
      connected: (device) => {
        if (this.#options.permission !== 'asked') this.#grant(device);
        if (this.#isGranted(device)) this.#tell('connect', device);
      },
      disconnected: (device) => {
        if (this.#isGranted(device)) this.#tell('disconnect', device);
        this.#granted.delete(device);
      },
      forgotten: (device) => {
        this.#granted.delete(device);
        this.#known.delete(keyOf(device) ?? '');
      },
      closed: () => this.#slots.delete(slot),
    });
    this.#slots.add(slot);
    return slot;
  }

  /** The devices that are plugged in and may be used. */
  async getDevices(): Promise<FobUsbDevice[]> {
    return (await this.#present()).filter((device) => this.#isGranted(device));
  }

  /**
   * A device of the user's choice among those that match one of the filters and no exclusion.
   * Rejects with `NotFoundError` when he chooses none, with `TypeError` when a filter is none.
   */
  async requestDevice(request?: FobUsbRequest): Promise<FobUsbDevice> {
    if (request === undefined) throw new TypeError('1 argument required, but only 0 present.');
    const { filters, exclusionFilters } = request;
    if (exclusionFilters?.length === 0) throw new TypeError('exclusionFilters is empty.');
    for (const filter of [...filters, ...(exclusionFilters ?? [])]) checkFilter(filter);
    const matching = (await this.#present()).filter(
      (device) =>
        (filters.length === 0 || filters.some((filter) => matchesFilter(device, filter))) &&
        exclusionFilters?.some((filter) => matchesFilter(device, filter)) !== true,
    );
    const { choose } = this.#options;
    const chosen = choose === undefined ? matching[0] : choose(matching);
    if (chosen === undefined) throw usbException('notSelected');
    this.#grant(chosen);
    return chosen;
  }

  async #present(): Promise<FobUsbDevice[]> {
    for (const slot of this.#slots) await slot.met;
    return [...this.#slots].flatMap(({ device }) => device ?? []);
  }

  #grant(device: FobUsbDevice): void {
    const key = keyOf(device);
    if (key === undefined) this.#granted.add(device);
    else this.#known.add(key);
  }

  #isGranted(device: FobUsbDevice): boolean {
    const key = keyOf(device);
    return key === undefined ? this.#granted.has(device) : this.#known.has(key);
  }

  /** Later, never within a call of the page's. */
  #tell(type: 'connect' | 'disconnect', device: FobUsbDevice): void {
    queueMicrotask(() => {
      const event = new FobUsbConnectionEvent(type, device);
      (type === 'connect' ? this.onconnect : this.ondisconnect)?.(event);
      this.dispatchEvent(event);
    });
  }
}

function keyOf({ vendorId, productId, serialNumber }: FobUsbDevice): string | undefined {
  return serialNumber === null ? undefined : `${vendorId} ${productId} ${serialNumber}`;
}
