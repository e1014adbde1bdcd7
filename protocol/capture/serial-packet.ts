import { UsageError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { CaptureError } from './capture-error.ts';
import { viewOf } from './pcapng-blocks.ts';
import type { CaptureDirection } from './pcapng-codes.ts';

/** Bytes before the payload of a packet of `LinkType.RtacSerial`. */
export const SERIAL_HEADER = 12;

/** Events of a serial line (LINKTYPE_RTAC_SERIAL); the host sends, the fob is received from. */
const Event = { StatusChange: 0, TransmitStart: 1, ReceiveStart: 2, TransmitEnd: 3, ReceiveEnd: 4 };

/** The control line that is up while a host has the port open: DTR. */
const DTR = 0x10;

/** Footers that are not 0; a capture of more links uses them again. */
const MOST_LINKS = 0xffff;

/** What a packet of a serial link tells. */
export type SerialRecord =
  | { readonly kind: 'bytes'; readonly direction: CaptureDirection; readonly bytes: Uint8Array }
  /** A host opened the link. */
  | { readonly kind: 'opened' }
  /** The host closed it, or it was lost. */
  | { readonly kind: 'closed' };

/** When, in microseconds since 1970, and on which link, counted from 0. */
export interface SerialPlace {
  readonly unixMicros: number;
  readonly link: number;
}

/**
 * The data of a packet of `LinkType.RtacSerial` (docs/captures.md, "Serial links"). In the footer,
 * which the link type reserves, stands the number of the link from 1 on: a dissector sees no
 * interface on its first pass, and must not mix the frames of two links.
 */
export function encodeSerialPacket(record: SerialRecord, place: SerialPlace): Uint8Array {
  const { unixMicros, link } = place;
  if (!Number.isSafeInteger(unixMicros) || unixMicros < 0) {
    throw new UsageError('a packet is dated in whole microseconds since 1970');
  }
  // From 2106 on they count anew; the block around the packet has the date in full.
  const seconds = Math.floor(unixMicros / 1_000_000) % 0x1_0000_0000;
  const bytes = record.kind === 'bytes' ? record.bytes : undefined;
  const writer = new ByteWriter(SERIAL_HEADER + (bytes?.length ?? 0));
  writer.u32be(seconds).u32be(unixMicros % 1_000_000);
  writer
    .u8(eventOf(record))
    .u8(record.kind === 'closed' ? 0 : DTR)
    .u16be((link % MOST_LINKS) + 1);
  if (bytes !== undefined) writer.bytes(bytes);
  return writer.finish();
}

function eventOf(record: SerialRecord): number {
  if (record.kind !== 'bytes') return Event.StatusChange;
  return record.direction === 'to-fob' ? Event.TransmitStart : Event.ReceiveStart;
}

/**
 * What such a packet tells; undefined when it is an event without bytes that is none of ours. The
 * bytes are a view. `offset` is where the data stand in the file.
 *
 * @throws CaptureError
 */
export function decodeSerialPacket(data: Uint8Array, offset: number): SerialRecord | undefined {
  if (data.length < SERIAL_HEADER) {
    throw new CaptureError(offset, `a serial packet of only ${String(data.length)} bytes`);
  }
  const view = viewOf(data);
  const event = view.getUint8(8);
  const bytes = data.subarray(SERIAL_HEADER);
  switch (event) {
    case Event.StatusChange:
      return { kind: (view.getUint8(9) & DTR) === 0 ? 'closed' : 'opened' };
    case Event.TransmitStart:
    case Event.TransmitEnd:
      return { kind: 'bytes', direction: 'to-fob', bytes };
    case Event.ReceiveStart:
    case Event.ReceiveEnd:
      return { kind: 'bytes', direction: 'to-host', bytes };
    default:
      return undefined;
  }
}
