import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { CaptureError } from '../../../protocol/capture/capture-error.ts';
import {
  decodeSerialPacket,
  encodeSerialPacket,
  type SerialRecord,
} from '../../../protocol/capture/serial-packet.ts';
import { bytesOf } from './hand-made.ts';

const AT = 1_795_426_200_000_257;
const bytes = Uint8Array.of(0xa5, 0);

/** The layout of https://www.tcpdump.org/linktypes/LINKTYPE_RTAC_SERIAL.html, by hand. */
const drawn: readonly (readonly [string, SerialRecord, string])[] = [
  [
    'bytes to the fob',
    { kind: 'bytes', direction: 'to-fob', bytes },
    '6b040798 00000101 01 10 0003 a500',
  ],
  [
    'bytes to the host',
    { kind: 'bytes', direction: 'to-host', bytes },
    '6b040798 00000101 02 10 0003 a500',
  ],
  ['a link opened', { kind: 'opened' }, '6b040798 00000101 00 10 0003'],
  ['a link closed', { kind: 'closed' }, '6b040798 00000101 00 00 0003'],
];

describe('a serial packet', () => {
  it.each(drawn)('of %s is written as LINKTYPE_RTAC_SERIAL', (_, record, text) => {
    expect(toHex(encodeSerialPacket(record, { unixMicros: AT, link: 2 }))).toBe(
      toHex(bytesOf(text)),
    );
  });

  it.each(drawn)('of %s is read', (_, record, text) => {
    expect(decodeSerialPacket(bytesOf(text), 0)).toEqual(record);
  });

  it.each([
    ['to-fob', 3],
    ['to-host', 4],
  ] as const)('of the end of a transmission is bytes %s too', (direction, event) => {
    const packet = bytesOf(`00000000 00000000 0${String(event)} 00 0000 07`);
    expect(decodeSerialPacket(packet, 0)).toMatchObject({ kind: 'bytes', direction });
  });

  it.each([5, 6, 7, 8, 9, 10, 255])('of event %i is none of ours', (event) => {
    const packet = bytesOf('00000000 00000000 00 00 0000');
    packet[8] = event;
    expect(decodeSerialPacket(packet, 0)).toBeUndefined();
  });

  it('of 11 bytes is refused where it stands', () => {
    expect(() => decodeSerialPacket(new Uint8Array(11), 76)).toThrow(
      new CaptureError(76, 'a serial packet of only 11 bytes'),
    );
  });

  it.each([
    [0, 1],
    [65_534, 65_535],
    [65_535, 1],
  ])('of link %i has %i in its footer, which is never 0', (link, footer) => {
    const packet = encodeSerialPacket({ kind: 'opened' }, { unixMicros: 0, link });
    expect(new DataView(packet.buffer).getUint16(10)).toBe(footer);
  });

  it('after the year 2106 begins to count anew, as its 32 bits do', () => {
    const late = (2 ** 32 + 7) * 1_000_000 + 9;
    const packet = encodeSerialPacket({ kind: 'opened' }, { unixMicros: late, link: 0 });
    expect(toHex(packet.subarray(0, 8))).toBe('0000000700000009');
  });

  it.each([-1, Number.NaN, 0.5, 2 ** 53])('is not dated %d', (unixMicros) => {
    expect(() => encodeSerialPacket({ kind: 'opened' }, { unixMicros, link: 0 })).toThrow(
      UsageError,
    );
  });
});
