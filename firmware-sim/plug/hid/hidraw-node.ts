import type { Plug } from '../plug.ts';
import type { EnumeratedDevice } from '../usb/enumerate.ts';
import { HidDriver } from '../usb/hid-driver.ts';
import { meetHid, type MetHid } from '../usb/meet-hid.ts';
import { type UsbPluggable, UsbPort } from '../usb/usb-port.ts';
import { runSteps, type StepsOutcome } from '../usb/usb-steps.ts';
import { HidrawFile } from './hidraw-file.ts';

/** What the operating system knows of a HID device while it is there. */
export interface HidPresence {
  readonly device: EnumeratedDevice;
  readonly driver: HidDriver;
}

/** The place of a HID device, `/dev/hidraw0` to those who open it, with a fob behind it. */
export class HidrawNode implements Plug {
  readonly path: string;
  readonly url: string;
  readonly #interface: number | undefined;
  readonly #onClose: () => void;
  readonly #port: UsbPort;
  readonly #files = new Set<HidrawFile>();
  #presence: HidPresence | undefined;
  #failure: Error | undefined;
  #leave: (() => void) | undefined;
  /** Resets since the last report. */
  #resets = 0;
  #met: PromiseWithResolvers<undefined>;

  /** @param number Of the interface; the first one of HID if undefined. */
  constructor(fob: UsbPluggable, path: string, number: number | undefined, onClose: () => void) {
    this.path = path;
    this.url = `hid:${path}`;
    this.#interface = number;
    this.#onClose = onClose;
    this.#met = Promise.withResolvers();
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#lose();
      },
    });
    this.replug();
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  /** Undefined while nothing is plugged in, or nothing that could be used. */
  get presence(): HidPresence | undefined {
    return this.#presence;
  }

  /** Why what is plugged in is no HID device. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves when whatever is plugged in has been met, one way or the other. */
  get met(): Promise<void> {
    return this.#met.promise;
  }

  /** Undefined: there is no such node now. */
  open(): HidrawFile | undefined {
    const { driver } = this.#presence ?? {};
    if (driver === undefined) return undefined;
    const file = new HidrawFile(driver, (closed) => {
      this.#files.delete(closed);
      if (this.#files.size === 0) this.#stopPoll();
    });
    // Linux throws away what a device had ready from before it was opened.
    if (this.#files.size === 0) this.#startPoll(driver);
    this.#files.add(file);
    return file;
  }

  replug(): void {
    if (this.plugged) return;
    this.#met = Promise.withResolvers();
    this.#port.plugIn();
    this.#port.reset();
    runSteps(this.#port, meetHid(this.#interface), (outcome) => {
      this.#meet(outcome);
    });
  }

  close(): Promise<void> {
    this.#giveUp();
    this.#onClose();
    return Promise.resolve();
  }

  #meet(outcome: StepsOutcome<MetHid>): void {
    if (outcome.ok) {
      const { device, binding } = outcome.value;
      this.#presence = { device, driver: new HidDriver(this.#port, binding) };
      this.#failure = undefined;
    } else this.#failure = outcome.error;
    this.#met.resolve(undefined);
  }

  #startPoll(driver: HidDriver): void {
    this.#leave = driver.listen({
      report: (bytes) => {
        this.#resets = 0;
        for (const file of [...this.#files]) file.receive(bytes);
      },
      failed: (status) => {
        this.#leave = undefined;
        if (status !== 'no-device') this.#recover(driver);
      },
    });
  }

  /** What Linux does with a device that cannot be read: one reset, and it is there or gone. */
  #recover(driver: HidDriver): void {
    if (this.#resets++ > 0) {
      this.#giveUp();
      return;
    }
    this.#port.reset();
    runSteps(this.#port, meetHid(this.#interface), (outcome) => {
      if (this.#presence?.driver !== driver) return;
      if (!outcome.ok) this.#giveUp();
      else if (this.#files.size > 0) this.#startPoll(driver);
    });
  }

  #giveUp(): void {
    this.#port.pull();
    this.#lose();
  }

  #stopPoll(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  #lose(): void {
    this.#presence = undefined;
    this.#stopPoll();
    const files = [...this.#files];
    this.#files.clear();
    for (const file of files) file.lose();
  }
}
