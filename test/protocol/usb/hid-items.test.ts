import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  decodeHidItems,
  encodeHidItems,
  hidItem,
  hidItemValue,
  HidTag,
} from '../../../protocol/usb/hid-items.ts';
import { wireCode } from '../../support/wire-code.ts';
import { HOLTEK } from './real-devices.ts';

describe('HID items', () => {
  it('have 0, 1, 2 or 4 bytes of data, as few as their number needs', () => {
    expect(toHex(encodeHidItems([hidItem(HidTag.EndCollection)]))).toBe('c0');
    expect(toHex(encodeHidItems([hidItem(HidTag.ReportSize, 8)]))).toBe('7508');
    expect(toHex(encodeHidItems([hidItem(HidTag.UsagePage, 0xff00)]))).toBe('0600ff');
    expect(toHex(encodeHidItems([hidItem(HidTag.Usage, 0xf1d00001)]))).toBe('0b0100d0f1');
    expect(() => encodeHidItems([{ tag: HidTag.Usage, data: new Uint8Array(3) }])).toThrow(
      UsageError,
    );
    expect(() => encodeHidItems([{ tag: 0x05, data: new Uint8Array(1) }])).toThrow(UsageError);
  });

  it('tell their number, unsigned, 0 without data', () => {
    const [none, two, four] = decodeHidItems(fromHex('04' + '0600ff' + '07000000f1'));
    expect([none, two, four].map((item) => item && hidItemValue(item))).toEqual([
      0, 0xff00, 0xf1000000,
    ]);
  });

  it('may be long', () => {
    // HID 1.11 §6.2.2.3: 0xFE, the length of the data, a tag, the data.
    const bytes = fromHex('fe02f1aabb' + 'c0' + 'fe00f2');
    expect(decodeHidItems(bytes).map(({ data }) => toHex(data))).toEqual(['f1aabb', '', 'f2']);
    expect(encodeHidItems(decodeHidItems(bytes))).toEqual(bytes);
  });

  it('cut are refused', () => {
    for (const cut of ['05', '0600', '07000000', 'fe', 'fe02', 'fe02f1aa']) {
      expect(wireCode(() => decodeHidItems(fromHex(cut)))).toBe('truncated');
    }
  });

  it('of a real device come back byte for byte', () => {
    for (const bytes of [HOLTEK.keyboardReport, HOLTEK.vendorReport]) {
      expect(encodeHidItems(decodeHidItems(bytes))).toEqual(bytes);
    }
  });

  it('of any bytes come back, or are refused as cut', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const cut = wireCode(() => decodeHidItems(bytes));
        if (cut === undefined) expect(encodeHidItems(decodeHidItems(bytes))).toEqual(bytes);
        else expect(cut).toBe('truncated');
      }),
    );
  });
});
