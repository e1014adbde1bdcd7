import { UsageError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import {
  HID_CONTINUATION_DATA,
  HID_INIT_DATA,
  HID_MAX_PAYLOAD,
  HID_REPORT_SIZE,
} from './limits.ts';

/** Commands of an initialization packet, without the bit 0x80 (docs/protocol/01-hid-framing.md §1.4). */
export const HidCommand = {
  Ping: 0x01,
  Lock: 0x04,
  Init: 0x06,
  Wink: 0x08,
  Cancel: 0x11,
  /** Our messages: the first of CTAPHID's vendor commands, 0xC0 on the wire. */
  Message: 0x40,
  Keepalive: 0x3b,
  Error: 0x3f,
} as const;
export type HidCommand = (typeof HidCommand)[keyof typeof HidCommand];

/** The one byte of an ERROR packet, with CTAPHID's values (docs/protocol/01-hid-framing.md §1.7). */
export const HidErrorCode = {
  InvalidCommand: 0x01,
  InvalidParameter: 0x02,
  InvalidLength: 0x03,
  InvalidSequence: 0x04,
  Timeout: 0x05,
  Busy: 0x06,
  LockRequired: 0x0a,
  InvalidChannel: 0x0b,
  Other: 0x7f,
} as const;
export type HidErrorCode = (typeof HidErrorCode)[keyof typeof HidErrorCode];

/** The one byte of a KEEPALIVE packet ([HID-27]). */
export const HidKeepalive = {
  Processing: 0x01,
  /** The fob waits for a press of its button. */
  PressNeeded: 0x02,
} as const;
export type HidKeepalive = (typeof HidKeepalive)[keyof typeof HidKeepalive];

/** The channel on which a host without a channel asks for one ([HID-9]). */
export const HID_BROADCAST = 0xffff_ffff;

/** First packet of a message. */
export interface HidInitPacket {
  readonly type: 'init';
  /** Channel id. */
  readonly cid: number;
  /** Command without the bit 0x80; not necessarily one that we know. */
  readonly command: number;
  /** Bytes of the whole message, as declared. */
  readonly length: number;
  /** 57 bytes, a view of the report. */
  readonly data: Uint8Array;
}

/** A later packet of a message. */
export interface HidContinuationPacket {
  readonly type: 'continuation';
  readonly cid: number;
  /** 0 for the first continuation packet of a message, up to 0x7F. */
  readonly sequence: number;
  /** 59 bytes, a view of the report. */
  readonly data: Uint8Array;
}

export type HidPacket = HidInitPacket | HidContinuationPacket;

/** The packet in a report; undefined when the report has not 64 bytes ([HID-1]). Never throws. */
export function parseHidReport(report: Uint8Array): HidPacket | undefined {
  if (report.length !== HID_REPORT_SIZE) return undefined;
  const reader = new ByteReader(report);
  const cid = reader.u32be();
  const tag = reader.u8();
  if (tag < 0x80) return { type: 'continuation', cid, sequence: tag, data: report.subarray(5) };
  const length = reader.u16be();
  return { type: 'init', cid, command: tag & 0x7f, length, data: report.subarray(7) };
}

/**
 * The reports of one message, in their order, unused bytes 0 (docs/protocol/01-hid-framing.md
 * §1.2). `command` is 0 to 0x7F, without the bit 0x80. `UsageError` when the payload has more than
 * `HID_MAX_PAYLOAD` bytes or a number does not fit its field.
 */
export function fragmentHid(cid: number, command: number, payload: Uint8Array): Uint8Array[] {
  if (payload.length > HID_MAX_PAYLOAD) {
    throw new UsageError(`a HID message carries at most ${String(HID_MAX_PAYLOAD)} bytes`);
  }
  if (!Number.isInteger(cid) || cid < 0 || cid > HID_BROADCAST) {
    throw new UsageError('a channel id has 32 bits');
  }
  if (!Number.isInteger(command) || command < 0 || command > 0x7f) {
    throw new UsageError('a HID command has 7 bits');
  }
  const first = packet(cid, command | 0x80);
  first[5] = payload.length >>> 8;
  first[6] = payload.length;
  first.set(payload.subarray(0, HID_INIT_DATA), 7);
  const reports = [first];
  for (let at = HID_INIT_DATA; at < payload.length; at += HID_CONTINUATION_DATA) {
    const next = packet(cid, reports.length - 1);
    next.set(payload.subarray(at, at + HID_CONTINUATION_DATA), 5);
    reports.push(next);
  }
  return reports;
}

function packet(cid: number, tag: number): Uint8Array {
  const report = new Uint8Array(HID_REPORT_SIZE);
  report[0] = cid >>> 24;
  report[1] = cid >>> 16;
  report[2] = cid >>> 8;
  report[3] = cid;
  report[4] = tag;
  return report;
}
