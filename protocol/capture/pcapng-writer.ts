import { UsageError } from '../bytes/errors.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import {
  BlockType,
  BYTE_ORDER_MAGIC,
  type CaptureDirection,
  OptionCode,
  PacketFlow,
  padded,
} from './pcapng-codes.ts';

/** The longest text of an option: its length has 16 bits. */
const MAX_TEXT = 0xffff;

export interface SectionHeader {
  /** The program that writes. */
  readonly application?: string;
  readonly comment?: string;
}

export interface CaptureInterface {
  /** One of `LinkType`. */
  readonly linkType: number;
  /** `serial:/dev/ttyACM0`. */
  readonly name?: string;
  readonly description?: string;
}

export interface EnhancedPacket {
  /** The number of its interface in this section: 0 for the first. */
  readonly interfaceId: number;
  /** Microseconds since 1970, UTC. */
  readonly unixMicros: number;
  readonly data: Uint8Array;
  readonly direction?: CaptureDirection;
  readonly comment?: string;
}

/**
 * The block that begins a capture, or another section of one: its interfaces are numbered anew
 * (draft-ietf-opsawg-pcapng §4.1). Little-endian, of unknown length, so that blocks can be added
 * for ever.
 */
export function encodeSection({ application, comment }: SectionHeader = {}): Uint8Array {
  const body = new ByteWriter().u32le(BYTE_ORDER_MAGIC).u16le(1).u16le(0);
  body.u32le(0xffff_ffff).u32le(0xffff_ffff);
  const options = new ByteWriter();
  text(options, OptionCode.Comment, comment);
  text(options, OptionCode.SectionApplication, application);
  return block(BlockType.Section, body, options);
}

/** An interface: here a link. Its packets count microseconds and are whole (§4.2). */
export function encodeInterface(described: CaptureInterface): Uint8Array {
  const body = new ByteWriter().u16le(described.linkType).u16le(0).u32le(0);
  const options = new ByteWriter();
  text(options, OptionCode.InterfaceName, described.name);
  text(options, OptionCode.InterfaceDescription, described.description);
  option(options, OptionCode.InterfaceResolution, Uint8Array.of(6));
  return block(BlockType.Interface, body, options);
}

/**
 * A packet (§4.3). `to-host` is inbound.
 *
 * @throws UsageError when the time is not a whole number of microseconds that a number holds.
 */
export function encodePacket(packet: EnhancedPacket): Uint8Array {
  const { interfaceId, unixMicros, data, direction, comment } = packet;
  if (!Number.isSafeInteger(unixMicros) || unixMicros < 0) {
    throw new UsageError('a packet is dated in whole microseconds since 1970');
  }
  const body = new ByteWriter(64 + data.length).u32le(interfaceId);
  body.u32le(Math.floor(unixMicros / 0x1_0000_0000)).u32le(unixMicros % 0x1_0000_0000);
  body.u32le(data.length).u32le(data.length).bytes(data);
  pad(body, data.length);
  const options = new ByteWriter();
  text(options, OptionCode.Comment, comment);
  if (direction !== undefined) {
    const flow = direction === 'to-host' ? PacketFlow.Inbound : PacketFlow.Outbound;
    option(options, OptionCode.PacketFlags, new ByteWriter().u32le(flow).finish());
  }
  return block(BlockType.EnhancedPacket, body, options);
}

function block(type: number, body: ByteWriter, options: ByteWriter): Uint8Array {
  if (options.length > 0) options.u16le(OptionCode.End).u16le(0);
  const length = 12 + body.length + options.length;
  const writer = new ByteWriter(length).u32le(type).u32le(length);
  return writer.bytes(body.finish()).bytes(options.finish()).u32le(length).finish();
}

function text(options: ByteWriter, code: number, value: string | undefined): void {
  if (value !== undefined) option(options, code, encodeUtf8(value));
}

function option(options: ByteWriter, code: number, value: Uint8Array): void {
  if (value.length > MAX_TEXT) throw new UsageError('a text of a capture has at most 65,535 bytes');
  options.u16le(code).u16le(value.length).bytes(value);
  pad(options, value.length);
}

function pad(writer: ByteWriter, length: number): void {
  for (let i = length; i < padded(length); i++) writer.u8(0);
}
