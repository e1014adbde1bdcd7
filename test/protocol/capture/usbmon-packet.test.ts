import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { LinkType } from '../../../protocol/capture/pcapng-codes.ts';
import {
  decodeUsbmonPacket,
  encodeUsbmonPacket,
  URB_IN_PROGRESS,
  type UrbRecord,
} from '../../../protocol/capture/usbmon-packet.ts';
import { bytesOf } from './hand-made.ts';

/**
 * A submission as a Linux kernel wrote it: GET DESCRIPTOR DEVICE, from a capture of a MIDI
 * keyboard (gist.github.com/lalinsky/83148a827d5cd43e79e377d8e1b5ed0d).
 */
const OF_A_KERNEL = bytesOf(`
  c0 19 d7 51 01 88 ff ff 53 02 80 28 02 00 00 3c
  9a 48 86 58 00 00 00 00 d9 34 08 00 8d ff ff ff
  12 00 00 00 00 00 00 00 80 06 00 01 00 00 12 00
  00 00 00 00 00 00 00 00 00 02 00 00 00 00 00 00`);

const place = { linkType: LinkType.UsbLinuxMmapped, littleEndian: true, offset: 0 };

const submitted: UrbRecord = {
  kind: 'submit',
  id: 0x1_0203_0405,
  bus: 1,
  device: 2,
  endpoint: 0x02,
  transfer: 'bulk',
  status: URB_IN_PROGRESS,
  length: 3,
  data: Uint8Array.of(7, 8, 9),
};

describe('a usbmon packet', () => {
  it('that a kernel wrote is read', () => {
    expect(decodeUsbmonPacket(OF_A_KERNEL, place)).toEqual({
      kind: 'submit',
      id: Number(0xffff_8801_51d7_19c0n & ((1n << 53n) - 1n)),
      bus: 2,
      device: 40,
      endpoint: 0x80,
      transfer: 'control',
      setup: bytesOf('80 06 00 01 00 00 12 00'),
      status: URB_IN_PROGRESS,
      length: 18,
      data: new Uint8Array(0),
    });
  });

  it('is written as a kernel writes it, but for its id and its transfer flags', () => {
    const { unixMicros, ...urb } = {
      ...decodeUsbmonPacket(OF_A_KERNEL, place),
      id: 0x8801_51d7_19c0,
      unixMicros: 1_485_195_418_537_817,
    };
    const kernel = Uint8Array.from(OF_A_KERNEL);
    kernel.set([0, 0], 6);
    kernel.set([0, 0, 0, 0], 56);
    expect(toHex(encodeUsbmonPacket(urb, unixMicros))).toBe(toHex(kernel));
  });

  it('with data has them behind its header', () => {
    const packet = encodeUsbmonPacket(submitted, 5_000_006);
    expect(toHex(packet)).toBe(
      toHex(
        bytesOf(`
          05 04 03 02 01 00 00 00 53 03 02 02 01 00 2d 00
          05 00 00 00 00 00 00 00 06 00 00 00 8d ff ff ff
          03 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00
          00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
          07 08 09`),
      ),
    );
    expect(decodeUsbmonPacket(packet, place)).toEqual(submitted);
  });

  it.each([
    ['an IN submission', { kind: 'submit', endpoint: 0x81 }, '<'],
    ['an OUT completion', { kind: 'complete', endpoint: 0x01 }, '>'],
    ['an empty OUT submission', { kind: 'submit', endpoint: 0x01 }, '\0'],
    ['an empty IN completion', { kind: 'complete', endpoint: 0x81 }, '\0'],
  ] as const)('of %s without data has the sign of usbmon', (_, urb, sign) => {
    const packet = encodeUsbmonPacket({ ...submitted, ...urb, data: new Uint8Array(0) }, 0);
    expect(String.fromCharCode(packet[15] ?? 1)).toBe(sign);
  });

  it('with the shorter header of link type 189 is read', () => {
    const packet = encodeUsbmonPacket(submitted, 0);
    const short = Uint8Array.from([...packet.subarray(0, 48), ...packet.subarray(64)]);
    expect(decodeUsbmonPacket(short, { ...place, linkType: LinkType.UsbLinux })).toEqual(submitted);
  });

  it('of a big-endian machine is read', () => {
    const packet = bytesOf(`
      00 00 00 01 02 03 04 05 53 03 02 02 00 01 2d 00
      00 00 00 00 00 00 00 05 00 00 00 06 ff ff ff 8d
      00 00 00 03 00 00 00 03 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      07 08 09`);
    expect(decodeUsbmonPacket(packet, { ...place, littleEndian: false })).toEqual(submitted);
  });

  it.each([
    ['its header', 63, 'byte 100: a usbmon packet of only 63 bytes'],
    ['its data', 66, 'byte 136: 3 bytes of data in a packet that was cut'],
  ])('cut short in %s is refused', (_, length, message) => {
    const packet = encodeUsbmonPacket(submitted, 0).subarray(0, length);
    expect(() => decodeUsbmonPacket(packet, { ...place, offset: 100 })).toThrow(message);
  });

  it.each([
    ['event', 8, 0x54],
    ['transfer', 9, 4],
  ])('of an unknown kind of %s is refused', (_, at, value) => {
    const packet = encodeUsbmonPacket(submitted, 0);
    packet[at] = value;
    expect(() => decodeUsbmonPacket(packet, place)).toThrow(`byte ${String(at)}: an unknown kind`);
  });

  it('with a setup packet of 7 bytes is not written', () => {
    expect(() => encodeUsbmonPacket({ ...submitted, setup: new Uint8Array(7) }, 0)).toThrow(
      UsageError,
    );
  });
});
