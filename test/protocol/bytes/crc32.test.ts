import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, CRC32_START, crc32Finish, crc32Update } from '../../../protocol/bytes/crc32.ts';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';

describe('CRC-32', () => {
  it('has the check value 0xCBF43926', () => {
    expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
  });

  it.each([
    ['', 0],
    ['a', 0xe8b7be43],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j', (text, crc) => {
    expect(crc32(encodeUtf8(text))).toBe(crc);
  });

  it('leaves the residue 0x2144DF1C over bytes followed by their CRC, low byte first', () => {
    expect(crc32(Uint8Array.from(Buffer.from('3132333435363738392639f4cb', 'hex')))).toBe(
      0x2144df1c,
    );
  });

  it('agrees with zlib, over parts and in steps', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), fc.nat(300), (bytes, i, j) => {
        const start = Math.min(i, bytes.length);
        const end = Math.max(start, Math.min(j, bytes.length));
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
        expect(crc32(bytes, start, end)).toBe(zlibCrc32(bytes.subarray(start, end)));
        const half = crc32Update(CRC32_START, bytes.subarray(0, start));
        expect(crc32Finish(crc32Update(half, bytes.subarray(start)))).toBe(zlibCrc32(bytes));
      }),
    );
  });
});
