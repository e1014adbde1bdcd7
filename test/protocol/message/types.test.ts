import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { ByteReader } from '../../../protocol/bytes/reader.ts';
import { ByteWriter } from '../../../protocol/bytes/writer.ts';
import type { FieldType } from '../../../protocol/message/field-type.ts';
import { bool, bytes, int, list, oneOf, text, uint } from '../../../protocol/message/types.ts';

function write<T>(type: FieldType<T>, value: T): string {
  const writer = new ByteWriter();
  type.write(writer, value);
  return toHex(writer.finish());
}

function read<T>(type: FieldType<T>, hex: string): T {
  return type.read(new ByteReader(fromHex(hex)));
}

function refusal(code: string): object {
  return expect.objectContaining({ name: 'WireError', code }) as object;
}

const USAGE = expect.objectContaining({ name: 'UsageError' }) as object;

describe('integers', () => {
  it('reach from their least to their greatest value', () => {
    expect(write(int(-5, 300), -5)).toBe('24');
    expect(write(int(-5, 300), 300)).toBe('19012c');
    expect(read(int(-5, 300), '24')).toBe(-5);
    expect(read(int(-5, 300), '19012c')).toBe(300);
    expect(read(uint(), '1b001fffffffffffff')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each(['25', '19012d'])('beyond them are refused: %s', (hex) => {
    expect(() => read(int(-5, 300), hex)).toThrow(refusal('limit'));
  });

  it.each([-6, 301, 1.5, Number.NaN])('%d is not written', (value) => {
    expect(() => write(int(-5, 300), value)).toThrow(USAGE);
  });

  it.each(['41ff', '61ff', '80', 'a0', 'f5'])('%s is no integer', (hex) => {
    expect(() => read(uint(), hex)).toThrow(refusal('type'));
  });
});

describe('booleans', () => {
  it('are simple values', () => {
    expect(write(bool, true) + write(bool, false)).toBe('f5f4');
    expect(() => read(bool, '01')).toThrow(refusal('type'));
  });
});

describe('byte strings', () => {
  it('have a length within their limits', () => {
    expect(write(bytes(1, 3), Uint8Array.of(1, 2, 3))).toBe('43010203');
    expect(read(bytes(0, 3), '40')).toEqual(Uint8Array.of());
    for (const hex of ['40', '4401020304']) {
      expect(() => read(bytes(1, 3), hex)).toThrow(refusal('limit'));
    }
    for (const length of [0, 4]) {
      expect(() => write(bytes(1, 3), new Uint8Array(length))).toThrow(USAGE);
    }
  });

  it('are refused by their limit before their bytes are asked for', () => {
    expect(() => read(bytes(0, 3), '5affffffff')).toThrow(refusal('limit'));
    expect(() => read(bytes(0, 3), '4301')).toThrow(refusal('truncated'));
  });

  it('are read as a copy, which the buffer of the next frame does not change', () => {
    const buffer = fromHex('420102');
    const value = bytes(2).read(new ByteReader(buffer));
    buffer.fill(0);
    expect(value).toEqual(Uint8Array.of(1, 2));
  });

  it('are not texts', () => {
    expect(() => read(bytes(0, 3), '6161')).toThrow(refusal('type'));
  });
});

describe('texts', () => {
  it('count bytes of UTF-8, not characters', () => {
    expect(write(text(1, 4), '銀')).toBe('63e98a80');
    expect(read(text(1, 4), '63e98a80')).toBe('銀');
    expect(() => write(text(1, 4), '銀行')).toThrow(USAGE);
    expect(() => write(text(1, 4), '')).toThrow(USAGE);
    expect(() => read(text(1, 4), '66e98a80e8a18c')).toThrow(refusal('limit'));
  });

  it.each(['6180', '62c080', '63eda080', '64f4908080', '62e98a'])('%s is no UTF-8', (hex) => {
    expect(() => read(text(0, 9), hex)).toThrow(refusal('malformed'));
  });

  it('are not byte strings', () => {
    expect(() => read(text(0, 9), '4161')).toThrow(refusal('type'));
  });
});

describe('one of a table', () => {
  const table = oneOf({ low: 0, high: 16 });

  it('travels as its number', () => {
    expect(write(table, 'high')).toBe('10');
    expect(read(table, '10')).toBe('high');
  });

  it('is refused when its number stands for no name', () => {
    expect(() => read(table, '01')).toThrow(refusal('limit'));
  });
});

describe('lists', () => {
  const numbers = list(uint(9), 2);

  it('keep their order', () => {
    expect(write(numbers, [9, 1])).toBe('820901');
    expect(read(numbers, '820901')).toEqual([9, 1]);
    expect(read(numbers, '80')).toEqual([]);
  });

  it('are no longer than their limit', () => {
    expect(() => read(numbers, '83010101')).toThrow(refusal('limit'));
    expect(() => read(numbers, '9b001fffffffffffff')).toThrow(refusal('limit'));
    expect(() => write(numbers, [1, 1, 1])).toThrow(USAGE);
  });

  it('hold items of their type alone', () => {
    expect(() => read(numbers, '820161')).toThrow(refusal('type'));
    expect(() => read(numbers, '8201')).toThrow(refusal('truncated'));
    expect(() => read(numbers, '82010a')).toThrow(refusal('limit'));
  });
});
