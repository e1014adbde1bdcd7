import type { Plug, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { LiveUsb } from '../../../host/emulator/live-usb.ts';

/** A place in a USB plug that fobs of one kind take one after the other. */
export class UsbSeat {
  readonly #open: (fob: UsbPluggable) => Plug;
  #plug: Plug | undefined;
  #fob: UsbPluggable | undefined;
  #cable: LiveUsb | undefined;

  /** @param open Makes the plug, when the first fob comes. */
  constructor(open: (fob: UsbPluggable) => Plug) {
    this.#open = open;
  }

  /** The plug with this fob on it. Closing it changes nothing: the next fob will take the place. */
  take(fob: UsbPluggable): Plug {
    this.#fob = fob;
    if (this.#cable?.plugged === true) this.#cable.lead(fob.plugInUsb());
    const plug = (this.#plug ??= this.#open({ plugInUsb: () => this.#plugIn() }));
    plug.replug();
    return {
      url: plug.url,
      get plugged() {
        return plug.plugged;
      },
      replug: () => {
        plug.replug();
      },
      close: () => Promise.resolve(),
    };
  }

  #plugIn(): LiveUsb {
    if (this.#fob === undefined) throw new Error('nobody has the seat');
    this.#cable = new LiveUsb(STANDING_STILL, this.#fob.plugInUsb());
    return this.#cable;
  }
}

/** The time of these fobs is moved by others. */
const STANDING_STILL: ConstructorParameters<typeof LiveUsb>[0] = {
  begin: () => true,
  hold: () => undefined,
  end: () => undefined,
  failed: (error) => {
    throw error;
  },
  forget: () => undefined,
};
