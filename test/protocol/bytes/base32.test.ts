import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../protocol/bytes/base32.ts';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY======'],
    ['fo', 'MZXQ===='],
    ['foo', 'MZXW6==='],
    ['foob', 'MZXW6YQ='],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI======'],
  ])('writes and reads the vector of RFC 4648 §10 for %j', (text, encoded) => {
    expect(encodeBase32(encodeUtf8(text), true)).toBe(encoded);
    expect(encodeBase32(encodeUtf8(text))).toBe(encoded.replaceAll('=', ''));
    expect(decodeBase32(encoded)).toEqual(encodeUtf8(text));
  });

  it.each(['mzxw6ytboi', 'MZXW 6YTB OI', ' mzxw 6yTb oi== ', 'MZXW6YTBOI===', 'MZXW6YTBOI'])(
    'reads %j as people write it',
    (text) => {
      expect(decodeBase32(text)).toEqual(encodeUtf8('foobar'));
    },
  );

  it.each([
    'MZXW6YT0',
    'MZXW6YT1',
    'MZXW6YT8',
    'MZ-W6YTB',
    'MZXW6YT\t',
    'MZXW6YT@',
    'MZXW6YT[',
    'ＭＺＸＷ',
  ])('refuses another character: %j', (text) => {
    expect(() => decodeBase32(text)).toThrow(UsageError);
  });

  it.each(['M', 'MZX', 'MZXW6Y', 'MZXW6YTBM'])('refuses a length nobody writes: %j', (text) => {
    expect(() => decodeBase32(text)).toThrow(/wrong length/);
  });

  it.each(['MZ', 'MZXR', 'MZXW7', 'MZXW6YR'])('refuses trailing bits: %j', (text) => {
    expect(() => decodeBase32(text)).toThrow(/trailing bits/);
  });

  it.each(['MY=A', 'MZXW=6YQ', 'MY====== MY', 'MZXW6YTB=', 'MY=======', '='])(
    'refuses padding in a wrong place: %j',
    (text) => {
      expect(() => decodeBase32(text)).toThrow(UsageError);
    },
  );

  it('tells the position and not the text, which is a seed', () => {
    expect(() => decodeBase32('JBSWY3DPEHPK3PX!')).toThrow(
      /^base32: not a base32 character at position 15$/,
    );
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, padded) => {
        const text = encodeBase32(bytes, padded);
        expect(decodeBase32(text)).toEqual(bytes);
        expect(decodeBase32(text.toLowerCase())).toEqual(bytes);
      }),
    );
  });

  it('has one form for each byte string', () => {
    const letters = fc.stringMatching(/^[A-Z2-7]{0,18}$/);
    fc.assert(
      fc.property(letters, (text) => {
        let bytes: Uint8Array;
        try {
          bytes = decodeBase32(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        expect(encodeBase32(bytes)).toBe(text);
      }),
    );
  });
});
