import { describe, expect, it } from 'vitest';
import type { WireErrorCode } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { ByteReader } from '../../../protocol/bytes/reader.ts';
import {
  expectHead,
  readBoolean,
  readHead,
  readInteger,
  skipItem,
} from '../../../protocol/message/cbor-reader.ts';
import { head } from './cbor-items.ts';

function readerOf(hex: string): ByteReader {
  return new ByteReader(fromHex(hex));
}

function codeOf(action: () => unknown): WireErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as { code?: WireErrorCode }).code;
  }
}

describe('a head', () => {
  it.each([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['18ff', 255],
    ['190100', 256],
    ['19ffff', 65_535],
    ['1a00010000', 65_536],
    ['1affffffff', 4_294_967_295],
    ['1b0000000100000000', 4_294_967_296],
    ['1b001fffffffffffff', Number.MAX_SAFE_INTEGER],
  ])('%s has the argument %d', (hex, argument) => {
    expect(readHead(readerOf(hex))).toEqual({ major: 0, argument });
  });

  it.each(['1800', '1817', '190000', '1900ff', '1a0000ffff', '1b00000000ffffffff'])(
    '%s is refused, for its argument has a shorter form',
    (hex) => {
      expect(codeOf(() => readHead(readerOf(hex)))).toBe('order');
    },
  );

  it('has its shortest form checked in lengths, lists and maps too', () => {
    for (const major of [1, 2, 3, 4, 5]) {
      expect(codeOf(() => readHead(new ByteReader(head(major, 5, 1))))).toBe('order');
    }
  });

  it('beyond 2^53 - 1 is refused', () => {
    expect(codeOf(() => readHead(readerOf('1b0020000000000000')))).toBe('limit');
  });

  it.each(['1c', '1d', '1e', '1f', '5f', '7f', '9f', 'bf'])(
    '%s is refused: reserved, or of indefinite length',
    (hex) => {
      expect(codeOf(() => readHead(readerOf(hex)))).toBe('malformed');
    },
  );

  it.each(['c0', 'c1', 'd818', 'db0000000100000000'])('%s is refused, a tag', (hex) => {
    expect(codeOf(() => readHead(readerOf(hex)))).toBe('malformed');
  });

  it.each([
    ['f6', 'null'],
    ['f7', 'undefined'],
    ['e0', 'simple 0'],
    ['f8ff', 'simple 255'],
    ['f93c00', 'half'],
    ['fa3f800000', 'single'],
    ['fb3ff0000000000000', 'double'],
    ['ff', 'break'],
  ])('%s is refused: %s', (hex) => {
    expect(codeOf(() => readHead(readerOf(hex)))).toBe('malformed');
  });

  it.each(['', '18', '19ff', '1affffff', '1b00000000000000'])('%j is too short', (hex) => {
    expect(codeOf(() => readHead(readerOf(hex)))).toBe('truncated');
  });
});

describe('reading', () => {
  it('takes a negative number as one less than nothing minus its argument', () => {
    expect(readInteger(readerOf('20'))).toBe(-1);
    expect(readInteger(readerOf('3903e7'))).toBe(-1000);
  });

  it('takes true and false alone for a boolean', () => {
    expect(readBoolean(readerOf('f5'))).toBe(true);
    expect(readBoolean(readerOf('f4'))).toBe(false);
    expect(codeOf(() => readBoolean(readerOf('01')))).toBe('type');
  });

  it('refuses an item of another type than is due', () => {
    expect(codeOf(() => expectHead(readerOf('41ff'), 3))).toBe('type');
    expect(codeOf(() => readInteger(readerOf('41ff')))).toBe('type');
  });
});

describe('an item that is passed over', () => {
  it.each(['01', '20', 'f5', '43aabbcc', '63616263', '83010203', 'a201020304', 'a0', '80'])(
    '%s is passed over whole',
    (hex) => {
      const reader = readerOf(`${hex}77`);
      skipItem(reader);
      expect(reader.remaining).toBe(1);
    },
  );

  it('may have four levels below it and no fifth', () => {
    expect(
      codeOf(() => {
        skipItem(readerOf('818181818'.padEnd(8, '1') + '01'));
      }),
    ).toBeUndefined();
    expect(
      codeOf(() => {
        skipItem(readerOf('818181818101'));
      }),
    ).toBe('limit');
  });

  it.each([
    ['8201', 'a list that lacks an item'],
    ['a101', 'a map that lacks a value'],
    ['44aabbcc', 'a byte string that lacks a byte'],
    ['9b001fffffffffffff01', 'a list as long as a number can say'],
    ['bb001fffffffffffff0101', 'a map as long as a number can say'],
    ['5affffffff00', 'a byte string as long as 4 GB'],
  ])('%s is refused: %s', (hex) => {
    expect(
      codeOf(() => {
        skipItem(readerOf(hex));
      }),
    ).toBe('truncated');
  });

  it.each(['81c001', 'a101f93c00', '811800'])('%s is refused for what is in it', (hex) => {
    expect(
      codeOf(() => {
        skipItem(readerOf(hex));
      }),
    ).toMatch(/malformed|order/);
  });
});
