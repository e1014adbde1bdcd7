import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { type Bos, decodeBos, encodeBos } from '../../../protocol/usb/bos.ts';
import { wireCode } from '../../support/wire-code.ts';

const hex = (text: string): Uint8Array => fromHex(text.replace(/\s/g, ''));

/** By hand from WebUSB §4.1 and USB 3.2 table 9-15: a landing page, and LPM. */
const WEBUSB = hex(`
  05 0f 24 00 02  07 10 02 02 00 00 00
  18 10 05 00 38 b6 08 34 a9 09 a0 47 8b fd a0 76 88 15 b6 65 00 01 42 01`);

describe('a BOS', () => {
  it('with WebUSB and a USB 2.0 extension', () => {
    const bos: Bos = {
      capabilities: [
        { kind: 'usb2-extension', attributes: 2 },
        { kind: 'web-usb', version: 0x0100, vendorCode: 0x42, landingPage: 1 },
      ],
    };
    expect(decodeBos(WEBUSB)).toEqual(bos);
    expect(encodeBos(bos)).toEqual(WEBUSB);
  });

  it('with Microsoft OS 2.0 descriptors for two versions of Windows', () => {
    const bytes = hex(`
      05 0f 29 00 01
      24 10 05 00 df 60 dd d8 89 45 c7 4c 9c d2 65 9d 9e 64 8a 9f
      00 00 03 06 b2 00 01 00  00 00 00 0a 9e 00 02 01`);
    const set = { windowsVersion: 0x06030000, setLength: 178 };
    expect(decodeBos(bytes)).toEqual({
      capabilities: [
        {
          kind: 'ms-os-20',
          sets: [
            { ...set, vendorCode: 1, alternateEnumeration: 0 },
            { windowsVersion: 0x0a000000, setLength: 158, vendorCode: 2, alternateEnumeration: 1 },
          ],
        },
      ],
    });
    expect(encodeBos(decodeBos(bytes))).toEqual(bytes);
  });

  it('keeps capabilities and platforms that are unknown', () => {
    // A container id (USB 3.2 §9.6.2.3), and a platform of somebody's own.
    const bytes = hex(`
      05 0f 2d 00 02  14 10 04 00 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f
      14 10 05 00 33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff`);
    expect(decodeBos(bytes).capabilities).toEqual([
      { kind: 'raw', capabilityType: 4, data: hex('00 000102030405060708090a0b0c0d0e0f') },
      {
        kind: 'platform',
        uuid: '00112233-4455-6677-8899-aabbccddeeff',
        data: new Uint8Array(0),
      },
    ]);
    expect(encodeBos(decodeBos(bytes))).toEqual(bytes);
  });

  it('cut anywhere is refused', () => {
    for (let length = 0; length < WEBUSB.length; length++) {
      expect(wireCode(() => decodeBos(WEBUSB.subarray(0, length)))).toBe('truncated');
    }
  });

  it('has the bytes and the capabilities that it says', () => {
    const patched = (at: number, value: number): Uint8Array => {
      const copy = WEBUSB.slice();
      copy[at] = value;
      return copy;
    };
    // 72 bytes announced where there are fewer, as the firmware of a keyboard once did.
    expect(wireCode(() => decodeBos(patched(2, 72)))).toBe('truncated');
    expect(wireCode(() => decodeBos(patched(2, 35)))).toBe('trailing');
    expect(wireCode(() => decodeBos(patched(4, 1)))).toBe('value');
    expect(wireCode(() => decodeBos(patched(4, 3)))).toBe('value');
    expect(wireCode(() => decodeBos(patched(5, 0)))).toBe('malformed');
    expect(wireCode(() => decodeBos(patched(6, 3)))).toBe('type');
  });

  it('of a known platform that is too short is refused', () => {
    const short = hex(
      '05 0f 1c 00 01  17 10 05 00 38 b6 08 34 a9 09 a0 47 8b fd a0 76 88 15 b6 65 00 01 42',
    );
    expect(wireCode(() => decodeBos(short))).toBe('truncated');
  });

  it('takes UUIDs in either case and nothing else', () => {
    const platform = (uuid: string): Bos => ({
      capabilities: [{ kind: 'platform', uuid, data: new Uint8Array(0) }],
    });
    const upper = '00112233-4455-6677-8899-AABBCCDDEEFF';
    expect(toHex(encodeBos(platform(upper)))).toMatch(/33221100554477668899aabbccddeeff$/);
    for (const wrong of ['', '0011', `${upper}00`, upper.replace('A', 'g')]) {
      expect(() => encodeBos(platform(wrong))).toThrow(UsageError);
    }
  });
});
