import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { FOB_HID_REPORT } from '../../../protocol/usb/fob-hid-report.ts';
import { parseReportDescriptor } from '../../../protocol/usb/hid-report.ts';
import { wireCode } from '../../support/wire-code.ts';
import { HOLTEK } from './real-devices.ts';

const hex = (text: string): Uint8Array => fromHex(text.replace(/\s/g, ''));
const code = (text: string): string | undefined => wireCode(() => parseReportDescriptor(hex(text)));
const report = (id: number, bits: number) => ({ id, bits, length: Math.ceil(bits / 8) });

/** The mouse of HID 1.11 appendix E.10. */
const MOUSE = hex(`
  05 01 09 02 a1 01 09 01 a1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02 95 01 75 05 81 01
  05 01 09 30 09 31 15 81 25 7f 75 08 95 02 81 06 c0 c0`);

describe('report descriptors', () => {
  it('of a fob', () => {
    const reports = { input: [report(0, 512)], output: [report(0, 512)], feature: [] };
    expect(parseReportDescriptor(FOB_HID_REPORT)).toEqual({
      usesReportIds: false,
      collections: [{ usagePage: 0xff00, usage: 1, ...reports }],
      ...reports,
    });
  });

  it('of a real keyboard and its vendor interface', () => {
    const keyboard = parseReportDescriptor(HOLTEK.keyboardReport);
    expect(keyboard.collections.map(({ usagePage, usage }) => [usagePage, usage])).toEqual([
      [1, 6],
    ]);
    expect(keyboard.input).toEqual([report(0, 64)]);
    expect(keyboard.output).toEqual([report(0, 8)]);
    const vendor = parseReportDescriptor(HOLTEK.vendorReport);
    expect(vendor.collections).toEqual([
      {
        usagePage: 0xff00,
        usage: 1,
        input: [report(0, 512)],
        output: [report(0, 512)],
        feature: [],
      },
    ]);
  });

  it('of the mouse in the specification, with a collection in a collection', () => {
    const { collections, input } = parseReportDescriptor(MOUSE);
    expect(collections.map(({ usagePage, usage }) => [usagePage, usage])).toEqual([[1, 2]]);
    expect(input).toEqual([{ id: 0, bits: 24, length: 3 }]);
  });

  it('list reports by id, in each top collection its own', () => {
    const both = parseReportDescriptor(
      hex(`
        05 0c 09 01 a1 01 85 01 75 08 95 02 81 02 85 02 b1 02 c0
        06 00 ff 09 05 a1 01 85 03 95 04 81 02 91 02 85 01 95 01 81 02 c0`),
    );
    expect(both.usesReportIds).toBe(true);
    expect(both.collections).toEqual([
      { usagePage: 12, usage: 1, input: [report(1, 16)], output: [], feature: [report(2, 16)] },
      {
        usagePage: 0xff00,
        usage: 5,
        input: [report(3, 32), report(1, 8)],
        output: [report(3, 32)],
        feature: [],
      },
    ]);
    expect(both.input).toEqual([report(1, 24), report(3, 32)]);
  });

  it('a report that ends within a byte has that byte', () => {
    const { input } = parseReportDescriptor(hex('05 01 09 01 a1 01 75 01 95 09 81 02 c0'));
    expect(input).toEqual([{ id: 0, bits: 9, length: 2 }]);
  });

  it('a usage of four bytes carries its page', () => {
    const { collections } = parseReportDescriptor(hex('05 01 0b 02 00 d0 f1 a1 01 c0'));
    expect(collections).toMatchObject([{ usagePage: 0xf1d0, usage: 2 }]);
  });

  it('the page that holds at the collection counts, and the first usage before it', () => {
    const text = '09 07 09 08 05 0c a1 01 c0  09 09 a1 01 c0  a1 01 c0';
    const { collections } = parseReportDescriptor(hex(text));
    expect(collections.map(({ usagePage, usage }) => [usagePage, usage])).toEqual([
      [12, 7],
      [12, 9],
      [12, 0],
    ]);
  });

  it('Push keeps the global items until Pop', () => {
    const { input } = parseReportDescriptor(
      hex('05 01 09 01 a1 01 75 08 95 01 a4 95 7f b4 81 02 c0'),
    );
    expect(input).toEqual([report(0, 8)]);
  });

  it('long items are passed over', () => {
    expect(parseReportDescriptor(hex('fe 02 01 aa bb 09 01 a1 01 c0')).collections.length).toBe(1);
  });

  it('without a collection say nothing', () => {
    expect(parseReportDescriptor(new Uint8Array(0)).collections).toEqual([]);
  });

  it.each([
    ['a collection without its end', 'a1 01', 'malformed'],
    ['an end without a collection', 'a1 01 c0 c0', 'malformed'],
    ['Pop without Push', 'b4', 'malformed'],
    ['a field outside a collection', '75 08 95 01 81 02', 'order'],
    ['a field behind a collection', 'a1 01 c0 81 02', 'order'],
    ['report id 0', 'a1 01 85 00 c0', 'value'],
    ['report id 256', 'a1 01 86 00 01 c0', 'value'],
    ['a report id behind a plain field', 'a1 01 75 08 95 01 81 02 85 01 81 02 c0', 'order'],
    ['a plain field behind a report id', 'a1 01 75 08 95 01 a4 85 01 81 02 b4 81 02 c0', 'order'],
    ['a cut item', 'a1 01 26 00', 'truncated'],
    ['a report of 4 GiB', 'a1 01 77 ff ff ff ff 97 ff ff ff ff 81 02 c0', 'limit'],
    ['a report of 16 KiB and a bit', 'a1 01 75 01 97 01 00 02 00 81 02 c0', 'limit'],
  ])('%s is refused', (_name, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('a report of 16 KiB is taken', () => {
    expect(code('a1 01 75 01 97 00 00 02 00 81 02 c0')).toBeUndefined();
  });

  it('nesting has an end', () => {
    expect(code('a100'.repeat(64) + 'c0'.repeat(64))).toBeUndefined();
    expect(code('a100'.repeat(65) + 'c0'.repeat(65))).toBe('limit');
    expect(code('a4'.repeat(64))).toBeUndefined();
    expect(code('a4'.repeat(65))).toBe('limit');
  });

  it('of any bytes end with collections or a WireError', () => {
    const short = fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(short, { maxLength: 60 }), (items) => {
        const bytes = Uint8Array.from(items.flatMap(([head, data]) => [head, ...data]));
        try {
          parseReportDescriptor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });

  it('cut behind the begin of the collection are refused', () => {
    for (const bytes of [FOB_HID_REPORT, HOLTEK.keyboardReport, MOUSE]) {
      for (let length = bytes.indexOf(0xa1) + 1; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length);
        expect(wireCode(() => parseReportDescriptor(cut))).toMatch(/^(truncated|malformed)$/);
      }
    }
  });
});
