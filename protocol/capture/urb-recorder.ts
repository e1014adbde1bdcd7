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

/** `other`: a token of another maker, whose transfers may hold seeds, PINs and codes anywhere. */
export type Spoken = 'fobkit' | 'other';

interface Mask {
  take(held: Held<Passing>): void;
  giveUp(): void;
  reset(): void;
}

/** Class requests of HID 1.11 §7.2 by bmRequestType and bRequest, and the kinds of reports. */
const GET_REPORT = 0xa101;
const SET_REPORT = 0x2109;
const OUTPUT = 2;
const FEATURE = 3;

/** Bits of bmRequestType that tell a standard request from one of a class or a maker. */
const REQUEST_TYPE = 0x60;

/** Whether what a control transfer fetches is told: `while-test` as long as codes are. */
type Telling = 'never' | 'while-test';

/** Writes down the transfers of one fob on USB as packets of `LinkType.UsbLinuxMmapped`. */
export class UrbRecorder {
  readonly #redactor: Redactor;
  readonly #queue: HoldQueue<Passing>;
  readonly #spoken: Spoken;
  readonly #masks: ReadonlyMap<number, Mask>;
  /** Control transfers under way whose answer is not simply told. */
  readonly #asked = new Map<number, Telling>();

  constructor(sink: PacketSink, redactor: Redactor, spoken: Spoken = 'fobkit') {
    this.#redactor = redactor;
    this.#spoken = spoken;
    this.#masks = spoken === 'fobkit' ? masksOf(redactor) : new Map<number, Mask>();
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
    else if (mask !== undefined && urb.data.length > 0) mask.take(held);
    else {
      held.settled = true;
      if (urb.endpoint !== FOB_USB.cdc.notify) blotAll(held);
    }
    if (this.#queue.isFull) for (const one of this.#masks.values()) one.giveUp();
    this.#queue.release(this.#redactor.reveals);
  }

  /** The fob left the bus, or was reset. */
  reset(): void {
    for (const mask of this.#masks.values()) mask.reset();
    this.#asked.clear();
    this.#queue.release(true);
    this.#redactor.forget();
  }

  /**
   * [CAP-6]: a fob of ours has no feature reports. Where other tokens have some, seeds and PINs
   * travel in them in the clear: they are never told, nor is any request that is not USB's own.
   */
  #control({ id, kind, setup }: UrbRecord, held: Held<Passing>): void {
    held.settled = true;
    if (kind !== 'submit') {
      const telling = this.#asked.get(id);
      this.#asked.delete(id);
      const isTold = telling === undefined || (telling === 'while-test' && this.#redactor.reveals);
      if (!isTold) blotAll(held);
      return;
    }
    const [type = 0, number = 0, , report] = setup ?? [];
    const request = (type << 8) | number;
    const isOthers = this.#spoken === 'other' && (type & REQUEST_TYPE) !== 0;
    if (isOthers || (request === GET_REPORT && report === FEATURE)) this.#asked.set(id, 'never');
    else if (request === GET_REPORT) this.#asked.set(id, 'while-test');
    if (isOthers || (request === SET_REPORT && report === FEATURE)) blotAll(held);
    else if (request === SET_REPORT && report === OUTPUT) this.#outputReport(held);
  }

  /** One that came by control is of the same messages as those of its endpoint. */
  #outputReport(held: Held<Passing>): void {
    const mask = this.#masks.get(FOB_USB.hid.out);
    if (mask === undefined) return;
    held.settled = false;
    mask.take(held);
  }
}

function blotAll(held: Held<Passing>): void {
  blot(held.bytes);
  held.masked = held.bytes.length > 0;
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
