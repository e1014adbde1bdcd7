import { UsageError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';

/** Length of a SETUP packet's data, in bytes. */
export const SETUP_LENGTH = 8;

const TYPES = ['standard', 'class', 'vendor', 'reserved'] as const;
const RECIPIENTS = ['device', 'interface', 'endpoint', 'other'] as const;

export type SetupType = (typeof TYPES)[number];
export type SetupRecipient = (typeof RECIPIENTS)[number];

/** What a control transfer asks: the eight bytes of USB 2.0 table 9-2. */
export interface SetupPacket {
  /** Which way the data stage goes, if there is one: `in` is to the host. */
  readonly direction: 'in' | 'out';
  readonly type: SetupType;
  /** A number from 4 to 31 is reserved. */
  readonly recipient: SetupRecipient | number;
  /** bRequest. */
  readonly request: number;
  /** wValue. */
  readonly value: number;
  /** wIndex. */
  readonly index: number;
  /** wLength: the most bytes of the data stage. */
  readonly length: number;
}

/** @throws WireError unless there are exactly eight bytes; any eight are a SETUP packet. */
export function decodeSetup(bytes: Uint8Array): SetupPacket {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  const setup: SetupPacket = {
    direction: (kind & 0x80) === 0 ? 'out' : 'in',
    type: TYPES[(kind >>> 5) & 3] ?? 'reserved',
    recipient: RECIPIENTS[kind & 0x1f] ?? kind & 0x1f,
    request: reader.u8(),
    value: reader.u16le(),
    index: reader.u16le(),
    length: reader.u16le(),
  };
  reader.end();
  return setup;
}

/** @throws UsageError when a number does not fit its field. */
export function encodeSetup(setup: SetupPacket): Uint8Array {
  const { recipient } = setup;
  const target = typeof recipient === 'number' ? recipient : RECIPIENTS.indexOf(recipient);
  if (!Number.isInteger(target) || target < 0 || target > 0x1f) {
    throw new UsageError('the recipient of a SETUP packet is a number from 0 to 31');
  }
  const way = setup.direction === 'in' ? 0x80 : 0;
  return new ByteWriter(SETUP_LENGTH)
    .u8(way | (TYPES.indexOf(setup.type) << 5) | target)
    .u8(setup.request)
    .u16le(setup.value)
    .u16le(setup.index)
    .u16le(setup.length)
    .finish();
}
