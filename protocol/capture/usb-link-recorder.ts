import { FOB_USB, fobConfiguration } from '../usb/fob-configuration.ts';
import { describeFob } from '../usb/fob-usb.ts';
import { descriptorTransfers } from './descriptor-transfers.ts';
import type { CaptureDirection } from './pcapng-codes.ts';
import type { LinkEnd, LinkRecorder, PacketSink } from './recorder.ts';
import type { Redactor } from './redactor.ts';
import { UrbRecorder } from './urb-recorder.ts';
import { URB_IN_PROGRESS } from './usbmon-packet.ts';

/** -ENOENT: taken back by the host. -ESHUTDOWN: the device left. */
const ENDED: Readonly<Record<LinkEnd, number>> = { closed: -2, lost: -108 };

const NOTHING: Uint8Array = new Uint8Array(0);

export interface UsbLink {
  /** The interface of the fob that the host has open. */
  readonly function: 'hid' | 'webusb';
  /** The address that the fob has in the capture: the host does not tell the real one. */
  readonly device: number;
}

/**
 * Writes down what a host that sees only reports, or only the two pipes of WebUSB, sends and gets:
 * as the transfers that it must have been, on bus 0, after the descriptors by which Wireshark
 * knows the device.
 */
export class UsbLinkRecorder implements LinkRecorder {
  readonly #urbs: UrbRecorder;
  readonly #link: UsbLink;
  #next = 1;

  constructor(sink: PacketSink, redactor: Redactor, link: UsbLink) {
    this.#urbs = new UrbRecorder(sink, redactor);
    this.#link = link;
  }

  opened(unixMicros: number): void {
    this.#urbs.reset();
    const { device } = describeFob({ deviceId: new Uint8Array(8), firmwareVersion: '0.0.0' });
    const place = { bus: 0, device: this.#link.device, id: this.#next };
    const asked = descriptorTransfers({ device, configuration: fobConfiguration }, place);
    for (const urb of asked) this.#urbs.urb(urb, unixMicros);
    this.#next += asked.length / 2;
  }

  bytes(direction: CaptureDirection, bytes: Uint8Array, unixMicros: number): void {
    const pipes = FOB_USB[this.#link.function];
    const endpoint = direction === 'to-fob' ? pipes.out : pipes.in;
    const [sent, received] = direction === 'to-fob' ? [bytes, NOTHING] : [NOTHING, bytes];
    this.#pair({ endpoint, length: bytes.length, sent, received, status: 0 }, unixMicros);
  }

  /** The read that a host always has under way ends without bytes. */
  closed(end: LinkEnd, unixMicros: number): void {
    const endpoint = FOB_USB[this.#link.function].in;
    const status = ENDED[end];
    this.#pair({ endpoint, length: 0, sent: NOTHING, received: NOTHING, status }, unixMicros);
    this.#urbs.reset();
  }

  #pair(
    transfer: {
      readonly endpoint: number;
      readonly length: number;
      readonly sent: Uint8Array;
      readonly received: Uint8Array;
      readonly status: number;
    },
    unixMicros: number,
  ): void {
    const { endpoint, length, sent, received, status } = transfer;
    const common = {
      id: this.#next++,
      bus: 0,
      device: this.#link.device,
      endpoint,
      length,
      transfer: this.#link.function === 'hid' ? 'interrupt' : 'bulk',
    } as const;
    const submit = { ...common, kind: 'submit', status: URB_IN_PROGRESS, data: sent } as const;
    this.#urbs.urb(submit, unixMicros);
    this.#urbs.urb({ ...common, kind: 'complete', status, data: received }, unixMicros);
  }
}
