import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError, WireError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { ByteReader } from '../../../protocol/bytes/reader.ts';
import { wireCode } from '../../support/wire-code.ts';

const TEN = fromHex('f1f2f3f4f5f6f7f8f9fa');

describe('ByteReader', () => {
  it('reads numbers in their byte order, unsigned', () => {
    expect(new ByteReader(TEN).u8()).toBe(0xf1);
    expect(new ByteReader(TEN).u16be()).toBe(0xf1f2);
    expect(new ByteReader(TEN).u16le()).toBe(0xf2f1);
    expect(new ByteReader(TEN).u32be()).toBe(0xf1f2f3f4);
    expect(new ByteReader(TEN).u32le()).toBe(0xf4f3f2f1);
    expect(new ByteReader(fromHex('0000000102030405')).u64be()).toBe(0x0102030405);
    expect(new ByteReader(fromHex('0504030201000000')).u64le()).toBe(0x0102030405);
  });

  it('moves on by what it reads', () => {
    const reader = new ByteReader(TEN, 1);
    reader.u8();
    reader.u16be();
    reader.skip(2);
    expect(reader.position).toBe(6);
    expect(reader.remaining).toBe(4);
    expect(reader.take(3)).toEqual(fromHex('f7f8f9'));
    expect(reader.u8()).toBe(0xfa);
    expect(reader.remaining).toBe(0);
  });

  it('takes a view, not a copy', () => {
    expect(new ByteReader(TEN).take(4).buffer).toBe(TEN.buffer);
  });

  it('reads 2^53 - 1 and refuses 2^53, staying where it was', () => {
    expect(new ByteReader(fromHex('001fffffffffffff')).u64be()).toBe(Number.MAX_SAFE_INTEGER);
    expect(new ByteReader(fromHex('ffffffffffff1f00')).u64le()).toBe(Number.MAX_SAFE_INTEGER);
    const reader = new ByteReader(fromHex('0020000000000000'));
    expect(wireCode(() => reader.u64be())).toBe('limit');
    expect(reader.position).toBe(0);
    const little = new ByteReader(fromHex('0000000000002000'));
    expect(wireCode(() => little.u64le())).toBe('limit');
    expect(little.position).toBe(0);
  });

  const reads: readonly [string, number, (reader: ByteReader) => unknown][] = [
    ['u8', 1, (reader) => reader.u8()],
    ['u16be', 2, (reader) => reader.u16be()],
    ['u16le', 2, (reader) => reader.u16le()],
    ['u32be', 4, (reader) => reader.u32be()],
    ['u32le', 4, (reader) => reader.u32le()],
    ['u64be', 8, (reader) => reader.u64be()],
    ['u64le', 8, (reader) => reader.u64le()],
    ['take', 5, (reader) => reader.take(5)],
    [
      'skip',
      3,
      (reader) => {
        reader.skip(3);
      },
    ],
  ];
  it.each(reads)('refuses %s beyond the end and stays where it was', (_name, size, read) => {
    const reader = new ByteReader(new Uint8Array(size + 1), 2);
    expect(wireCode(() => read(reader))).toBe('truncated');
    expect(reader.position).toBe(2);
  });

  it('tells bytes after the end', () => {
    const reader = new ByteReader(TEN, 9);
    expect(wireCode(() => reader.end())).toBe('trailing');
    reader.u8();
    expect(() => {
      reader.end();
    }).not.toThrow();
  });

  it('takes an offset at the end and refuses one beyond it', () => {
    expect(new ByteReader(TEN, 10).remaining).toBe(0);
    for (const offset of [11, -1, 0.5, NaN]) {
      expect(() => new ByteReader(TEN, offset)).toThrow(UsageError);
    }
  });

  it('refuses a length that is no whole number of bytes', () => {
    for (const length of [-1, 1.5, NaN, Infinity]) {
      expect(() => new ByteReader(TEN).take(length)).toThrow(UsageError);
    }
  });

  it('never reads outside a view into a larger buffer', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(40), (before, size, want) => {
        const all = new Uint8Array(before + size + 20).fill(0xee);
        const reader = new ByteReader(all.subarray(before, before + size));
        if (want <= size) expect(reader.take(want).length).toBe(want);
        else expect(() => reader.take(want)).toThrow(WireError);
      }),
    );
  });
});
