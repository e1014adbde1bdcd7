import type { Plug } from '../plug.ts';
import type { UsbPluggable } from '../usb/usb-port.ts';
import { FobHidDevice } from './hid-async.ts';
import { type HidDeviceInfo, hidDeviceInfos } from './hid-devices.ts';
import { HidapiDevice } from './hidapi-device.ts';
import { HidrawNode } from './hidraw-node.ts';

/** node-hid's options of an opening. Without effect, as everywhere but on macOS. */
export interface HidOpenOptions {
  readonly nonExclusive?: boolean;
}

/** node-hid's class `HIDAsync`: it is opened, never made with `new`. */
export interface HidAsyncClass {
  readonly prototype: FobHidDevice;
  open(path: string, options?: HidOpenOptions): Promise<FobHidDevice>;
  open(vendorId: number, productId: number, options?: HidOpenOptions): Promise<FobHidDevice>;
  open(
    vendorId: number,
    productId: number,
    serialNumber: string,
    options?: HidOpenOptions,
  ): Promise<FobHidDevice>;
}

export interface HidAttachOptions {
  /** bInterfaceNumber; the first HID interface if absent. */
  readonly interface?: number;
}

const TWO_IDS = 'expecting either no arguments or vendor and product ID';

/**
 * What `import HID from 'node-hid'` gives, with emulated fobs instead of devices: no operating
 * system, no native code. Each instance has devices of its own. It behaves as node-hid 3.4.0 on
 * Linux, to the words of its errors; the synchronous class `HID` is not there.
 */
export class FobHid {
  readonly HIDAsync: HidAsyncClass;
  readonly #make: (device: HidapiDevice) => FobHidDevice;
  readonly #nodes = new Map<string, HidrawNode>();

  constructor() {
    const open = (wanted: readonly unknown[]): Promise<FobHidDevice> => this.#open(wanted);
    class HIDAsync extends FobHidDevice {
      constructor(device: unknown) {
        if (!(device instanceof HidapiDevice)) {
          throw new Error('HIDAsync cannot be constructed directly. Use HIDAsync.open() instead');
        }
        super(device);
      }

      static open(...wanted: readonly unknown[]): Promise<FobHidDevice> {
        return open(wanted);
      }
    }
    this.HIDAsync = HIDAsync;
    this.#make = (device) => new HIDAsync(device);
  }

  /**
   * Puts a fob on a new device node.
   *
   * @throws RangeError when the path is taken.
   * @throws UsageError when this fob type has no USB.
   */
  attach(path: string, fob: UsbPluggable, options: HidAttachOptions = {}): Plug {
    if (this.#nodes.has(path)) throw new RangeError(`${path} is taken`);
    const node = new HidrawNode(fob, path, options.interface, () => this.#nodes.delete(path));
    this.#nodes.set(path, node);
    return node;
  }

  /** The devices that are plugged in now; of one vendor and product if these are given, 0 is any. */
  readonly devices = (...ids: readonly number[]): HidDeviceInfo[] => {
    checkIds(ids, 'devices');
    return this.#list(ids);
  };

  readonly devicesAsync = async (...ids: readonly number[]): Promise<HidDeviceInfo[]> => {
    checkIds(ids, 'devicesAsync');
    for (const node of this.#nodes.values()) await node.met;
    return this.#list(ids);
  };

  /** Without effect: there is one driver. */
  readonly setDriverType = (_type: 'hidraw' | 'libusb'): void => undefined;

  /** Of the hidapi that it behaves as. */
  readonly getHidapiVersion = (): string => '0.15.0';

  #list(ids: readonly unknown[]): HidDeviceInfo[] {
    const [vendorId = 0, productId = 0] = ids;
    const all = [...this.#nodes.values()].flatMap(({ path, presence }) =>
      presence === undefined ? [] : hidDeviceInfos(path, presence),
    );
    return all.filter(
      (info) =>
        (vendorId === 0 || vendorId === info.vendorId) &&
        (productId === 0 || productId === info.productId),
    );
  }

  async #open(given: readonly unknown[]): Promise<FobHidDevice> {
    for (const node of this.#nodes.values()) await node.met;
    const options = given.length > 1 && typeof given.at(-1) === 'object';
    const wanted = options ? given.slice(0, -1) : given;
    const [path] = wanted;
    if (wanted.length === 0) {
      throw new TypeError('HIDAsync::Create requires at least one arguments');
    }
    if (wanted.length > 1) return this.#openByIds(wanted);
    if (typeof path !== 'string') throw new TypeError('Device path must be a string');
    return this.#openPath(path, `cannot open device with path ${path}`);
  }

  #openByIds([vendorId, productId, serial]: readonly unknown[]): FobHidDevice {
    if (typeof vendorId !== 'number' || typeof productId !== 'number') {
      throw new TypeError('VendorId and ProductId must be integers');
    }
    if (serial !== undefined && typeof serial !== 'string') {
      throw new TypeError('Serial must be a string');
    }
    const ids = `vendor id 0x${vendorId.toString(16)} and product id 0x${productId.toString(16)}`;
    const what = `cannot open device with ${ids}`;
    const present = this.#list([vendorId, productId]);
    if (present.length === 0) {
      throw new Error(`${what}: No HID devices with requested VID/PID found in the system.`);
    }
    const anySerial = serial === undefined || serial === '';
    const found = present.find(
      (info) =>
        info.vendorId === vendorId &&
        info.productId === productId &&
        (anySerial || info.serialNumber === serial),
    );
    if (found === undefined) {
      throw new Error(`${what}: Device with requested VID/PID/(SerialNumber) not found`);
    }
    return this.#openPath(found.path, what);
  }

  #openPath(path: string, what: string): FobHidDevice {
    const node = this.#nodes.get(path);
    const file = node?.open();
    if (node === undefined || file === undefined) {
      const reason = `Failed to open a device with path '${path}': No such file or directory`;
      throw new Error(`${what}: ${reason}`);
    }
    return this.#make(new HidapiDevice(node, file));
  }
}

function checkIds(ids: readonly unknown[], name: string): void {
  const count = ids.length === 0 || ids.length === 2;
  if (count && ids.every((id) => typeof id === 'number')) return;
  throw new TypeError(`unexpected number of arguments to HID.${name}() call, ${TWO_IDS}`);
}
