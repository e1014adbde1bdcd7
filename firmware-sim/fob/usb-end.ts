import type { UsbBus } from '../hardware/usb/usb-bus.ts';
import type { UsbBusState } from '../hardware/usb/usb-function.ts';

/** The host's end of a USB cable to a fob. Plugs hold it. */
export interface UsbEnd extends UsbBus {
  readonly id: number;
  readonly plugged: boolean;
  /** What the host has made of the fob so far. */
  readonly busState: UsbBusState;
  /** Goes on where a host has left another fob of the same type, which this one replaces. */
  adopt(state: UsbBusState): void;
  /** Told once, when the fob is pulled off this cable or its plug lets go. */
  onUnplugged(listener: () => void): () => void;
  unplug(): void;
}
