import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';

describe('hex', () => {
  it('writes two lower-case digits a byte', () => {
    expect(toHex(Uint8Array.of(0, 9, 10, 0xab, 0xff))).toBe('00090aabff');
    expect(toHex(new Uint8Array(0))).toBe('');
  });

  it('reads either case', () => {
    expect(fromHex('00aBcDeF99')).toEqual(Uint8Array.of(0, 0xab, 0xcd, 0xef, 0x99));
    expect(fromHex('')).toEqual(new Uint8Array(0));
  });

  it.each(['0', 'abc', '0x12', '1 2 ', '12\n3', 'gg', '/0', ':0', '@0', '0`', 'ａａ'])(
    'refuses %j',
    (text) => {
      expect(() => fromHex(text)).toThrow(UsageError);
    },
  );

  it('tells the position of a wrong character and not the text', () => {
    expect(() => fromHex('5ec4e7z0')).toThrow(/^not a hex digit at position 6$/);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });
});
