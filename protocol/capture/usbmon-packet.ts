import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { CaptureError } from './capture-error.ts';
import { viewOf } from './pcapng-blocks.ts';
import { LinkType } from './pcapng-codes.ts';

/** Bytes before the data of a packet of `LinkType.UsbLinuxMmapped`. */
export const USBMON_HEADER = 64;
const OLD_HEADER = 48;

/** As usbmon numbers them. */
const TRANSFERS = ['isochronous', 'interrupt', 'control', 'bulk'] as const;
export type UsbTransfer = (typeof TRANSFERS)[number];

const KINDS = { submit: 'S', complete: 'C', error: 'E' } as const;
export type UrbKind = keyof typeof KINDS;

/** Status of a transfer that was submitted and is under way: -EINPROGRESS. */
export const URB_IN_PROGRESS = -115;

/** A USB request block, submitted or given back, as Linux' usbmon sees it. */
export interface UrbRecord {
  readonly kind: UrbKind;
  /** The same of a submission and its completion. */
  readonly id: number;
  readonly bus: number;
  readonly device: number;
  /** With bit 0x80 for IN. */
  readonly endpoint: number;
  readonly transfer: UsbTransfer;
  /** Of a control transfer's submission: 8 bytes. */
  readonly setup?: Uint8Array;
  /** 0, `URB_IN_PROGRESS`, or an errno as a negative number: -32 for a stall. */
  readonly status: number;
  /** Bytes asked for in a submission, transferred in a completion. */
  readonly length: number;
  /** What travelled: of an OUT submission or an IN completion. Empty where there is none. */
  readonly data: Uint8Array;
}

/**
 * The data of a packet of `LinkType.UsbLinuxMmapped`, little-endian
 * (https://www.tcpdump.org/linktypes/LINKTYPE_USB_LINUX_MMAPPED.html; Linux, struct mon_bin_hdr).
 */
export function encodeUsbmonPacket(urb: UrbRecord, unixMicros: number): Uint8Array {
  const { setup, data } = urb;
  if (setup !== undefined && setup.length !== 8) throw new UsageError('a setup packet has 8 bytes');
  const writer = new ByteWriter(USBMON_HEADER + data.length);
  u64le(writer, urb.id);
  writer.u8(KINDS[urb.kind].charCodeAt(0)).u8(TRANSFERS.indexOf(urb.transfer));
  writer.u8(urb.endpoint).u8(urb.device).u16le(urb.bus);
  writer.u8(setup === undefined ? 0x2d : 0).u8(dataFlag(urb));
  u64le(writer, Math.floor(unixMicros / 1_000_000));
  writer.u32le(unixMicros % 1_000_000).u32le(urb.status >>> 0);
  writer.u32le(urb.length).u32le(data.length);
  writer.bytes(setup ?? new Uint8Array(8));
  // Interval, start frame, transfer flags, count of isochronous descriptors.
  for (let i = 0; i < 4; i++) writer.u32le(0);
  return writer.bytes(data).finish();
}

/** 0 where data follow, else usbmon's sign for why none do: `<` they come later, `>` they went. */
function dataFlag({ data, kind, endpoint }: UrbRecord): number {
  if (data.length > 0) return 0;
  const inward = (endpoint & 0x80) !== 0;
  if (kind === 'submit') return inward ? 0x3c : 0;
  return inward ? 0 : 0x3e;
}

/** Where a usbmon packet stands in its file, and how it was written. */
export interface UsbmonPlace {
  readonly linkType: number;
  readonly littleEndian: boolean;
  /** Of its data, in the file. */
  readonly offset: number;
}

/**
 * A usbmon packet with either header. The data are a copy, isochronous descriptors left out.
 *
 * @throws CaptureError when it is cut short, by a snapshot length as well.
 */
export function decodeUsbmonPacket(packet: Uint8Array, place: UsbmonPlace): UrbRecord {
  const { littleEndian: little, offset } = place;
  const header = place.linkType === LinkType.UsbLinux ? OLD_HEADER : USBMON_HEADER;
  if (packet.length < header) {
    throw new CaptureError(offset, `a usbmon packet of only ${String(packet.length)} bytes`);
  }
  const view = viewOf(packet);
  const kind = kindOf(view.getUint8(8));
  const transfer = TRANSFERS[view.getUint8(9)];
  if (kind === undefined) throw new CaptureError(offset + 8, 'an unknown kind of usbmon event');
  if (transfer === undefined) throw new CaptureError(offset + 9, 'an unknown kind of USB transfer');
  const kept = view.getUint32(36, little);
  const start = packet.length - kept;
  if (start < header) {
    throw new CaptureError(offset + 36, `${String(kept)} bytes of data in a packet that was cut`);
  }
  return {
    kind,
    id: idOf(view.getBigUint64(0, little)),
    bus: view.getUint16(12, little),
    device: view.getUint8(11),
    endpoint: view.getUint8(10),
    transfer,
    ...(view.getUint8(14) === 0 ? { setup: copyBytes(packet, 40, 48) } : {}),
    status: view.getInt32(28, little),
    length: view.getUint32(32, little),
    data: copyBytes(packet, start),
  };
}

function kindOf(code: number): UrbKind | undefined {
  const letter = String.fromCharCode(code);
  if (letter === KINDS.submit) return 'submit';
  if (letter === KINDS.complete) return 'complete';
  return letter === KINDS.error ? 'error' : undefined;
}

/** Kernels use addresses: the lower 53 bits still tell the requests of one capture apart. */
function idOf(id: bigint): number {
  return Number(BigInt.asUintN(53, id));
}

function u64le(writer: ByteWriter, value: number): void {
  writer.u32le(value % 0x1_0000_0000).u32le(Math.floor(value / 0x1_0000_0000));
}
