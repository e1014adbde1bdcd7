import type { Plug } from '../plug.ts';
import { enumerate, type EnumeratedDevice } from '../usb/enumerate.ts';
import { type UsbPluggable, UsbPort } from '../usb/usb-port.ts';
import { runSteps, type StepsOutcome } from '../usb/usb-steps.ts';
import { FobUsbDevice } from './fob-usb-device.ts';

export interface UsbSlotEnd {
  connected(device: FobUsbDevice): void;
  disconnected(device: FobUsbDevice): void;
  forgotten(device: FobUsbDevice): void;
  closed(): void;
}

/** A USB port with a fob on it: each time it is plugged in, it is a new `FobUsbDevice`. */
export class UsbSlot implements Plug {
  readonly #port: UsbPort;
  readonly #end: UsbSlotEnd;
  #device: FobUsbDevice | undefined;
  #url = 'usb:';
  #met: PromiseWithResolvers<undefined> = Promise.withResolvers();

  constructor(fob: UsbPluggable, end: UsbSlotEnd) {
    this.#end = end;
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#lose();
      },
    });
    this.replug();
  }

  /** `usb:` and the serial number; the ids where there is none. */
  get url(): string {
    return this.#url;
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  get device(): FobUsbDevice | undefined {
    return this.#device;
  }

  /** Resolves when whatever is plugged in has been met, one way or the other. */
  get met(): Promise<void> {
    return this.#met.promise;
  }

  replug(): void {
    if (this.plugged) return;
    this.#met = Promise.withResolvers();
    this.#port.plugIn();
    this.#port.reset();
    runSteps(this.#port, enumerate(), (outcome) => {
      this.#meet(outcome);
    });
  }

  close(): Promise<void> {
    this.#port.pull();
    this.#lose();
    this.#end.closed();
    return Promise.resolve();
  }

  /** A device that cannot be enumerated is none, as with an operating system. */
  #meet(outcome: StepsOutcome<EnumeratedDevice>): void {
    if (outcome.ok) {
      const device = new FobUsbDevice(this.#port, outcome.value, {
        forgotten: () => {
          this.#end.forgotten(device);
        },
      });
      this.#device = device;
      this.#url = `usb:${device.serialNumber ?? idsOf(device)}`;
      this.#end.connected(device);
    }
    this.#met.resolve(undefined);
  }

  #lose(): void {
    const device = this.#device;
    this.#device = undefined;
    if (device === undefined) return;
    device.disconnected();
    this.#end.disconnected(device);
  }
}

function idsOf({ vendorId, productId }: FobUsbDevice): string {
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  return `${hex(vendorId)}:${hex(productId)}`;
}
