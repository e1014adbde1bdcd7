import { copyBytes } from '../bytes/copy.ts';
import { HidAssembly } from '../framing/hid-assembly.ts';
import type { HidContinuationPacket, HidInitPacket } from '../framing/hid-report.ts';
import { HidCommand, parseHidReport } from '../framing/hid-report.ts';
import { HID_CONTINUATION_DATA, HID_INIT_DATA, HID_MAX_PAYLOAD } from '../framing/limits.ts';
import type { Held } from './hold-queue.ts';
import { blot } from './mask-message.ts';
import type { CaptureDirection } from './pcapng-codes.ts';
import type { Redactor } from './redactor.ts';

/** Bytes of a report before its data: channel and command with length, or with sequence. */
const INIT_HEAD = 7;
const CONTINUATION_HEAD = 5;

/** What the framing itself says; nothing of a fob's codes is in it. */
const TOLD: ReadonlySet<number> = new Set([
  HidCommand.Ping,
  HidCommand.Lock,
  HidCommand.Init,
  HidCommand.Wink,
  HidCommand.Cancel,
  HidCommand.Keepalive,
  HidCommand.Error,
]);

interface Open<T> {
  readonly assembly: HidAssembly;
  readonly reports: Held<T>[];
}

/**
 * Masks the HID reports of one direction in place: those of a message are settled once it is
 * complete. What is no report of a message, and what stands behind its end, is masked whole.
 */
export class ReportMask<T> {
  readonly #direction: CaptureDirection;
  readonly #redactor: Redactor;
  readonly #open = new Map<number, Open<T>>();

  constructor(direction: CaptureDirection, redactor: Redactor) {
    this.#direction = direction;
    this.#redactor = redactor;
  }

  take(held: Held<T>): void {
    // The assembly copies what it takes, but for this view of the first packet.
    const packet = parseHidReport(copyBytes(held.bytes));
    if (packet === undefined) this.#spoil(held, 0);
    else if (packet.type === 'continuation') this.#continue(packet, held);
    else this.#begin(packet, held);
  }

  /** What has begun will not be waited for. */
  giveUp(): void {
    for (const cid of [...this.#open.keys()]) this.#spoilOpen(cid);
  }

  /** The link ended. */
  reset(): void {
    this.giveUp();
  }

  #begin(packet: HidInitPacket, held: Held<T>): void {
    this.#spoilOpen(packet.cid);
    const known = packet.command === HidCommand.Message || TOLD.has(packet.command);
    if (!known || packet.length > HID_MAX_PAYLOAD) {
      this.#spoil(held, INIT_HEAD);
      return;
    }
    this.#open.set(packet.cid, { assembly: new HidAssembly(packet), reports: [held] });
    this.#finish(packet.cid);
  }

  #continue(packet: HidContinuationPacket, held: Held<T>): void {
    const open = this.#open.get(packet.cid);
    if (open?.assembly.add(packet) !== true) {
      this.#spoilOpen(packet.cid);
      this.#spoil(held, CONTINUATION_HEAD);
      return;
    }
    open.reports.push(held);
    this.#finish(packet.cid);
  }

  #finish(cid: number): void {
    const open = this.#open.get(cid);
    if (open?.assembly.complete !== true) return;
    const { command, payload } = open.assembly;
    const told = command === HidCommand.Message ? this.#told(payload) : payload;
    if (told === undefined) {
      this.#spoilOpen(cid);
      return;
    }
    this.#open.delete(cid);
    if (told !== payload) overwrite(open.reports, told);
    this.#clearRest(open.reports, payload.length);
    for (const held of open.reports) held.settled = true;
  }

  #told(payload: Uint8Array): Uint8Array | undefined {
    return this.#direction === 'to-fob'
      ? this.#redactor.request(payload)
      : this.#redactor.reply(payload);
  }

  /** [CAP-4]: a fob that does not clear its buffer sends rests of earlier replies. */
  #clearRest(reports: readonly Held<T>[], length: number): void {
    if (this.#direction === 'to-fob' || this.#redactor.reveals) return;
    const last = reports.at(-1);
    if (last === undefined) return;
    const room = (reports.length - 1) * HID_CONTINUATION_DATA + HID_INIT_DATA;
    const rest = last.bytes.subarray(last.bytes.length - Math.max(0, room - length));
    if (rest.every((byte) => byte === 0)) return;
    blot(rest);
    last.masked = true;
  }

  #spoilOpen(cid: number): void {
    const open = this.#open.get(cid);
    if (open === undefined) return;
    this.#open.delete(cid);
    open.reports.forEach((held, i) => {
      this.#spoil(held, i === 0 ? INIT_HEAD : CONTINUATION_HEAD);
    });
  }

  /** [CAP-3]: no message; from a fob, any byte behind the head may be of a code. */
  #spoil(held: Held<T>, head: number): void {
    held.settled = true;
    if (this.#direction === 'to-fob' || this.#redactor.reveals) return;
    blot(held.bytes.subarray(head));
    held.masked = true;
  }
}

function overwrite(reports: readonly Held<unknown>[], payload: Uint8Array): void {
  let at = 0;
  reports.forEach((held, i) => {
    const room = i === 0 ? HID_INIT_DATA : HID_CONTINUATION_DATA;
    const part = payload.subarray(at, at + room);
    held.bytes.set(part, i === 0 ? INIT_HEAD : CONTINUATION_HEAD);
    held.masked = true;
    at += part.length;
  });
}
