import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../../../protocol/bytes/utf8.ts';
import { wireCode } from '../../support/wire-code.ts';

describe('UTF-8', () => {
  it.each([
    ['', ''],
    ['A\u2262\u0391.', '41e289a2ce912e'],
    ['\ud55c\uad6d\uc5b4', 'ed959ceab5adec96b4'],
    ['\u65e5\u672c\u8a9e', 'e697a5e69cace8aa9e'],
    ['\ufeff\u{233b4}', 'efbbbff0a38eb4'],
    ['\u0000\u007f\u0080\u07ff\u0800\uffff', '007fc280dfbfe0a080efbfbf'],
    ['\u{10000}\u{10ffff}', 'f0908080f48fbfbf'],
  ])('writes and reads the examples and limits of RFC 3629: %j', (text, hex) => {
    expect(toHex(encodeUtf8(text))).toBe(hex);
    expect(decodeUtf8(fromHex(hex))).toBe(text);
  });

  it.each([
    ['overlong zero', 'c080'],
    ['overlong of two bytes', 'c1bf'],
    ['overlong of three bytes', 'e09fbf'],
    ['overlong of four bytes', 'f08fbfbf'],
    ['first surrogate', 'eda080'],
    ['last surrogate', 'edbfbf'],
    ['above U+10FFFF', 'f4908080'],
    ['lead byte F5', 'f5808080'],
    ['five-byte form', 'f888808080'],
    ['byte FF', 'ff'],
    ['stray continuation', '80'],
    ['cut after the lead', 'c3'],
    ['cut in the middle', 'e282'],
    ['cut before the last', 'f09f98'],
    ['lead where a continuation is wanted', 'e2c3a9'],
    ['letter where a continuation is wanted', 'c341'],
  ])('refuses %s, behind good text too', (_name, hex) => {
    expect(wireCode(() => decodeUtf8(fromHex(hex)))).toBe('malformed');
    expect(wireCode(() => decodeUtf8(fromHex('41' + hex)))).toBe('malformed');
  });

  it('refuses to write a lone surrogate', () => {
    for (const text of ['\ud800', 'a\udc00', '\udc00\ud800']) {
      expect(() => encodeUtf8(text)).toThrow(UsageError);
    }
  });

  it('agrees with the platform on every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeUtf8(text);
        expect(toHex(bytes)).toBe(Buffer.from(text, 'utf8').toString('hex'));
        expect(decodeUtf8(bytes)).toBe(text);
      }),
    );
  });

  it('agrees with the platform on which bytes are text', () => {
    const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const edges = fc.constantFrom(0x7f, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0x9f, 0xa0, 0xf0, 0xf4);
    const bytes = fc.array(fc.oneof(edges, fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(bytes, (values) => {
        const input = Uint8Array.from(values);
        let expected: string | undefined;
        try {
          expected = platform.decode(input);
        } catch {
          expected = undefined;
        }
        if (expected === undefined) expect(wireCode(() => decodeUtf8(input))).toBe('malformed');
        else expect(decodeUtf8(input)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
