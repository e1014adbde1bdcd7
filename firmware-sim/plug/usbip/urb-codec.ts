import { ByteReader, ByteWriter, WireError } from '@fobkit/protocol';
import type { Inbox } from '../net/inbox.ts';

const HEADER_BYTES = 48;
const ISO_PACKET_BYTES = 16;

const Code = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;

/** Bytes of one transfer at most; larger ones are nothing that a driver of a fob would ask for. */
export const LONGEST_TRANSFER = 1 << 20;
/** As Linux has it. */
const MOST_ISO_PACKETS = 1024;
/** Bytes of the longest command. */
export const LONGEST_COMMAND =
  HEADER_BYTES + LONGEST_TRANSFER + MOST_ISO_PACKETS * ISO_PACKET_BYTES;

/** `number_of_packets` of what is not isochronous: Linux sends the first, the text says the second. */
const NOT_ISOCHRONOUS: readonly number[] = [0, 0xffff_ffff];

/** USBIP_CMD_SUBMIT. */
export interface SubmitCommand {
  readonly kind: 'submit';
  readonly seqnum: number;
  readonly deviceId: number;
  readonly direction: 'in' | 'out';
  /** As it came: 0 to 15 are endpoints. */
  readonly endpoint: number;
  /** `transfer_flags`. */
  readonly flags: number;
  /** `transfer_buffer_length`. */
  readonly length: number;
  readonly isochronous: boolean;
  /** `start_frame` and `number_of_packets` as they came. */
  readonly startFrame: number;
  readonly packetCount: number;
  /** The 8 bytes of a SETUP packet, zeros on endpoints other than 0. */
  readonly setup: Uint8Array;
  /** For OUT, `length` bytes. */
  readonly data: Uint8Array;
}

/** USBIP_CMD_UNLINK. */
export interface UnlinkCommand {
  readonly kind: 'unlink';
  readonly seqnum: number;
  readonly deviceId: number;
  /** Of the transfer that shall not be. */
  readonly target: number;
}

export type UrbCommand = SubmitCommand | UnlinkCommand;

/** USBIP_RET_SUBMIT. */
export interface SubmitReply {
  readonly seqnum: number;
  /** 0, or a negative error number of Linux. */
  readonly status: number;
  readonly actualLength: number;
  /** Those of the command, unless it was isochronous. */
  readonly startFrame: number;
  readonly packetCount: number;
  /** For IN, `actualLength` bytes. */
  readonly data: Uint8Array;
}

/**
 * Takes a command out of the inbox; undefined when it is not all there.
 *
 * @throws WireError for an unknown command, a direction that is none, and lengths above the limits,
 * before a byte of what they announce is waited for.
 */
export function readUrbCommand(inbox: Inbox): UrbCommand | undefined {
  const header = inbox.peek(HEADER_BYTES);
  if (header === undefined) return undefined;
  const reader = new ByteReader(header);
  const command = reader.u32be();
  if (command !== Code.submit && command !== Code.unlink) {
    throw new WireError('unsupported', 'USB/IP: neither USBIP_CMD_SUBMIT nor USBIP_CMD_UNLINK');
  }
  const base = { seqnum: reader.u32be(), deviceId: reader.u32be() };
  const direction = reader.u32be();
  const endpoint = reader.u32be();
  if (command === Code.unlink) {
    const target = reader.u32be();
    inbox.take(HEADER_BYTES);
    return { kind: 'unlink', ...base, target };
  }
  if (direction > 1) throw new WireError('value', 'USB/IP: a direction is 0 or 1');
  const flags = reader.u32be();
  const length = reader.u32be();
  const startFrame = reader.u32be();
  const packetCount = reader.u32be();
  const isochronous = !NOT_ISOCHRONOUS.includes(packetCount);
  checkLengths(length, isochronous ? packetCount : 0);
  const payload = direction === 0 ? length : 0;
  const packets = isochronous ? packetCount * ISO_PACKET_BYTES : 0;
  const all = inbox.take(HEADER_BYTES + payload + packets);
  if (all === undefined) return undefined;
  return {
    kind: 'submit',
    ...base,
    direction: direction === 0 ? 'out' : 'in',
    endpoint,
    flags,
    length,
    isochronous,
    startFrame,
    packetCount,
    setup: all.subarray(HEADER_BYTES - 8, HEADER_BYTES),
    data: all.subarray(HEADER_BYTES, HEADER_BYTES + payload),
  };
}

export function encodeSubmitReply(reply: SubmitReply): Uint8Array {
  return replyTo(Code.submitted, reply.seqnum, HEADER_BYTES + reply.data.length)
    .u32be(reply.status >>> 0)
    .u32be(reply.actualLength)
    .u32be(reply.startFrame)
    .u32be(reply.packetCount)
    .bytes(new Uint8Array(12))
    .bytes(reply.data)
    .finish();
}

/** USBIP_RET_UNLINK. @param status 0, or a negative error number of Linux. */
export function encodeUnlinkReply(seqnum: number, status: number): Uint8Array {
  return replyTo(Code.unlinked, seqnum, HEADER_BYTES)
    .u32be(status >>> 0)
    .bytes(new Uint8Array(24))
    .finish();
}

/** The basic header of a reply, where device, direction and endpoint are 0. */
function replyTo(command: number, seqnum: number, size: number): ByteWriter {
  return new ByteWriter(size).u32be(command).u32be(seqnum).bytes(new Uint8Array(12));
}

function checkLengths(length: number, packets: number): void {
  if (length > LONGEST_TRANSFER) {
    throw new WireError('limit', 'USB/IP: a transfer_buffer_length above 1 MiB');
  }
  if (packets > MOST_ISO_PACKETS) {
    throw new WireError('limit', 'USB/IP: more than 1,024 isochronous packets');
  }
}
