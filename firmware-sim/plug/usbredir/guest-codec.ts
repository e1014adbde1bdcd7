import { ByteReader, WireError } from '@fobkit/protocol';
import type { Inbox } from '../net/inbox.ts';
import { Capability, PacketType } from './numbers.ts';

/** Bytes of one bulk transfer at most; larger ones are nothing that a driver of a fob would ask for. */
export const LONGEST_TRANSFER = 1 << 20;
/** Length of the longest packet behind its header. */
const LONGEST_BODY = 10 + LONGEST_TRANSFER;
/** Bytes of the longest packet. */
export const LONGEST_PACKET = 16 + LONGEST_BODY;

const VERSION_BYTES = 64;
/** A hello of 32 times as many capabilities as there are. */
const LONGEST_HELLO = VERSION_BYTES + 32 * 4;
const HELLO_HEADER_BYTES = 12;

/** A control transfer as it is asked for; the answer repeats it. */
export interface ControlRequest {
  readonly endpoint: number;
  readonly request: number;
  readonly requestType: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** What a guest sends after its hello. */
export type GuestPacket = { readonly id: bigint } & (
  | { readonly kind: 'reset' | 'get-configuration' | 'cancel' | 'disconnect-ack' | 'filter' }
  | { readonly kind: 'set-configuration'; readonly configuration: number }
  | { readonly kind: 'set-alternate'; readonly interface: number; readonly alternate: number }
  | { readonly kind: 'get-alternate'; readonly interface: number }
  | { readonly kind: 'start-interrupt' | 'stop-interrupt'; readonly endpoint: number }
  | { readonly kind: 'start-iso' | 'stop-iso'; readonly endpoint: number }
  | ControlPacket
  | BulkPacket
  | InterruptPacket
);

export interface ControlPacket {
  readonly kind: 'control';
  readonly control: ControlRequest;
  /** For OUT, `length` bytes. */
  readonly data: Uint8Array;
}

export interface InterruptPacket {
  readonly kind: 'interrupt';
  readonly endpoint: number;
  readonly data: Uint8Array;
}

export interface BulkPacket {
  readonly kind: 'bulk';
  readonly endpoint: number;
  readonly streamId: number;
  readonly length: number;
  /** For OUT, `length` bytes. */
  readonly data: Uint8Array;
}

/**
 * Takes the guest's hello out of the inbox and tells the first word of its capabilities; undefined
 * when it is not all there.
 *
 * @throws WireError when something else comes first.
 */
export function readHello(inbox: Inbox): number | undefined {
  const head = inbox.peek(HELLO_HEADER_BYTES);
  if (head === undefined) return undefined;
  const reader = new ByteReader(head);
  const type = reader.u32le();
  const length = reader.u32le();
  if (type !== PacketType.hello) {
    throw new WireError('order', 'usb-redir: the first packet is not usb_redir_hello');
  }
  if (length < VERSION_BYTES || length > LONGEST_HELLO || length % 4 !== 0) {
    throw new WireError('limit', 'usb-redir: usb_redir_hello has a length that it cannot have');
  }
  const all = inbox.take(HELLO_HEADER_BYTES + length);
  if (all === undefined) return undefined;
  return length === VERSION_BYTES
    ? 0
    : new ByteReader(all, HELLO_HEADER_BYTES + VERSION_BYTES).u32le();
}

/**
 * Takes a packet out of the inbox; undefined when it is not all there.
 *
 * @param capabilities Those of both sides.
 * @throws WireError for a packet that is unknown, too long, or not of the length that it says.
 */
export function readGuestPacket(inbox: Inbox, capabilities: number): GuestPacket | undefined {
  const ids64 = (capabilities & Capability.ids64) !== 0;
  const headerBytes = ids64 ? 16 : 12;
  const head = inbox.peek(headerBytes);
  if (head === undefined) return undefined;
  const reader = new ByteReader(head);
  const type = reader.u32le();
  const length = reader.u32le();
  const low = BigInt(reader.u32le());
  const id = ids64 ? low | (BigInt(reader.u32le()) << 32n) : low;
  if (length > LONGEST_BODY) throw new WireError('limit', 'usb-redir: a packet above 1 MiB');
  const all = inbox.take(headerBytes + length);
  if (all === undefined) return undefined;
  const body = new ByteReader(all, headerBytes);
  const packet = { id, ...readBody(type, body, capabilities) };
  body.end();
  return packet;
}

type Body = GuestPacket extends infer Packet
  ? Packet extends GuestPacket
    ? Omit<Packet, 'id'>
    : never
  : never;

function readBody(type: number, body: ByteReader, capabilities: number): Body {
  switch (type) {
    case PacketType.reset:
      return { kind: 'reset' };
    case PacketType.setConfiguration:
      return { kind: 'set-configuration', configuration: body.u8() };
    case PacketType.getConfiguration:
      return { kind: 'get-configuration' };
    case PacketType.setAlternate:
      return { kind: 'set-alternate', interface: body.u8(), alternate: body.u8() };
    case PacketType.getAlternate:
      return { kind: 'get-alternate', interface: body.u8() };
    case PacketType.startInterrupt:
      return { kind: 'start-interrupt', endpoint: body.u8() };
    case PacketType.stopInterrupt:
      return { kind: 'stop-interrupt', endpoint: body.u8() };
    case PacketType.cancel:
      return { kind: 'cancel' };
    case PacketType.disconnectAck:
      return { kind: 'disconnect-ack' };
    case PacketType.filterReject:
    case PacketType.filterRules:
      body.skip(body.remaining);
      return { kind: 'filter' };
    default:
      return readData(type, body, capabilities);
  }
}

function readData(type: number, body: ByteReader, capabilities: number): Body {
  switch (type) {
    case PacketType.control:
      return readControl(body);
    case PacketType.bulk:
      return readBulk(body, (capabilities & Capability.bulkLength32) !== 0);
    case PacketType.interrupt: {
      const endpoint = body.u8();
      body.skip(1);
      const length = body.u16le();
      return { kind: 'interrupt', endpoint, data: dataOf(endpoint, length, body) };
    }
    case PacketType.startIso: {
      const endpoint = body.u8();
      body.skip(2);
      return { kind: 'start-iso', endpoint };
    }
    case PacketType.stopIso:
      return { kind: 'stop-iso', endpoint: body.u8() };
    default:
      throw new WireError('unsupported', 'usb-redir: a packet that no guest sends here');
  }
}

function readControl(body: ByteReader): Body {
  const endpoint = body.u8();
  const request = body.u8();
  const requestType = body.u8();
  body.skip(1);
  const value = body.u16le();
  const index = body.u16le();
  const length = body.u16le();
  const control = { endpoint, request, requestType, value, index, length };
  return { kind: 'control', control, data: dataOf(endpoint, length, body) };
}

function readBulk(body: ByteReader, longLength: boolean): Body {
  const endpoint = body.u8();
  body.skip(1);
  const low = body.u16le();
  const streamId = body.u32le();
  const length = low + (longLength ? body.u16le() * 0x1_0000 : 0);
  if (length > LONGEST_TRANSFER) {
    throw new WireError('limit', 'usb-redir: a bulk transfer above 1 MiB');
  }
  return { kind: 'bulk', endpoint, streamId, length, data: dataOf(endpoint, length, body) };
}

/** Only a transfer to the device has data with it. */
function dataOf(endpoint: number, length: number, body: ByteReader): Uint8Array {
  return body.take((endpoint & 0x80) === 0 ? length : 0);
}
