import type { UsbBus } from '../hardware/usb/usb-bus.ts';

/** The host's end of a USB cable to a fob. Plugs hold it. */
export interface UsbEnd extends UsbBus {
  readonly id: number;
  readonly plugged: boolean;
  /** Told once, when the fob is pulled off this cable or its plug lets go. */
  onUnplugged(listener: () => void): () => void;
  unplug(): void;
}
