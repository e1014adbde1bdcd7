import { FOB_USB } from '../usb/fob-configuration.ts';
import { type Held, HoldQueue } from './hold-queue.ts';
import { blot } from './mask-message.ts';
import type { CaptureDirection } from './pcapng-codes.ts';
import { maskedComment, type PacketSink } from './recorder.ts';
import type { Redactor } from './redactor.ts';
import { ReportMask } from './report-mask.ts';
import { StreamMask } from './stream-mask.ts';
import { encodeUsbmonPacket, type UrbRecord } from './usbmon-packet.ts';

interface Passing {
  readonly urb: UrbRecord;
  readonly unixMicros: number;
}

interface Mask {
  take(held: Held<Passing>): void;
  giveUp(): void;
  reset(): void;
}

/** bRequest of HID 1.11 §7.2.1, in a class request to an interface, to the host. */
const GET_REPORT = 1;
const CLASS_IN = 0xa1;

/** Writes down the transfers of one fob on USB as packets of `LinkType.UsbLinuxMmapped`. */
export class UrbRecorder {
  readonly #redactor: Redactor;
  readonly #queue: HoldQueue<Passing>;
  readonly #masks: ReadonlyMap<number, Mask>;
  /** Control transfers under way that ask for a report. */
  readonly #reports = new Set<number>();

  constructor(sink: PacketSink, redactor: Redactor) {
    this.#redactor = redactor;
    this.#masks = masksOf(redactor);
    this.#queue = new HoldQueue(({ item: { urb, unixMicros }, bytes, masked }) => {
      const told = { ...urb, data: bytes };
      const data = encodeUsbmonPacket(told, unixMicros);
      sink.packet({ unixMicros, data, direction: directionOf(urb), ...maskedComment(masked) });
    });
  }

  /** A transfer that was submitted or has ended; microseconds since 1970. */
  urb(urb: UrbRecord, unixMicros: number): void {
    const held = this.#queue.add({ urb, unixMicros }, urb.data);
    const mask = this.#masks.get(urb.endpoint);
    if (urb.transfer === 'control') this.#control(urb, held);
    else if (mask === undefined || urb.data.length === 0) held.settled = true;
    else mask.take(held);
    if (this.#queue.isFull) for (const one of this.#masks.values()) one.giveUp();
    this.#queue.release(this.#redactor.reveals);
  }

  /** The fob left the bus, or was reset. */
  reset(): void {
    for (const mask of this.#masks.values()) mask.reset();
    this.#reports.clear();
    this.#queue.release(true);
    this.#redactor.forget();
  }

  #control(urb: UrbRecord, held: Held<Passing>): void {
    held.settled = true;
    const { id, setup } = urb;
    if (urb.kind === 'submit') {
      if (setup?.[0] === CLASS_IN && setup[1] === GET_REPORT) this.#reports.add(id);
    } else if (this.#reports.delete(id) && !this.#redactor.reveals) {
      blot(held.bytes);
      held.masked = held.bytes.length > 0;
    }
  }
}

function masksOf(redactor: Redactor): ReadonlyMap<number, Mask> {
  const { hid, cdc, webusb } = FOB_USB;
  return new Map<number, Mask>([
    [hid.out, new ReportMask('to-fob', redactor)],
    [hid.in, new ReportMask('to-host', redactor)],
    [cdc.out, new StreamMask('to-fob', redactor)],
    [cdc.in, new StreamMask('to-host', redactor)],
    [webusb.out, new StreamMask('to-fob', redactor)],
    [webusb.in, new StreamMask('to-host', redactor)],
  ]);
}

/** Of a completion too it is the way of the packet, as usbmon has it. */
function directionOf({ kind }: UrbRecord): CaptureDirection {
  return kind === 'submit' ? 'to-fob' : 'to-host';
}
