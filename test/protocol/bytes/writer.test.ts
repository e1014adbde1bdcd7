import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { ByteReader } from '../../../protocol/bytes/reader.ts';
import { ByteWriter } from '../../../protocol/bytes/writer.ts';

describe('ByteWriter', () => {
  it('writes numbers in their byte order', () => {
    const writer = new ByteWriter()
      .u8(0xf1)
      .u16be(0xf2f3)
      .u32be(0xf4f5f6f7)
      .u32le(0xf8f9fafb)
      .u64be(0x1234_5678_9abc)
      .bytes(fromHex('0102'));
    expect(toHex(writer.finish())).toBe('f1f2f3f4f5f6f7fbfaf9f80000123456789abc0102');
    expect(writer.length).toBe(21);
    const little = new ByteWriter().u16le(0xf1f2).u64le(0x1234_5678_9abc);
    expect(toHex(little.finish())).toBe('f2f1bc9a785634120000');
  });

  it('grows past its capacity', () => {
    const writer = new ByteWriter(1);
    for (let i = 0; i < 1000; i++) writer.u16be(i);
    const bytes = writer.bytes(new Uint8Array(5000).fill(7)).finish();
    expect(bytes.length).toBe(7000);
    expect(new ByteReader(bytes, 1998).u16be()).toBe(999);
    expect(bytes[6999]).toBe(7);
  });

  it('finishes with a copy that later writes do not change', () => {
    const writer = new ByteWriter().u8(1);
    const first = writer.finish();
    first[0] = 9;
    expect(writer.u8(2).finish()).toEqual(Uint8Array.of(1, 2));
    expect(first).toEqual(Uint8Array.of(9));
  });

  it.each([
    ['u8', 0xff, (writer: ByteWriter, value: number) => writer.u8(value)],
    ['u16be', 0xffff, (writer: ByteWriter, value: number) => writer.u16be(value)],
    ['u16le', 0xffff, (writer: ByteWriter, value: number) => writer.u16le(value)],
    ['u32be', 0xffff_ffff, (writer: ByteWriter, value: number) => writer.u32be(value)],
    ['u32le', 0xffff_ffff, (writer: ByteWriter, value: number) => writer.u32le(value)],
    ['u64be', 2 ** 53 - 1, (writer: ByteWriter, value: number) => writer.u64be(value)],
    ['u64le', 2 ** 53 - 1, (writer: ByteWriter, value: number) => writer.u64le(value)],
  ] as const)('%s takes 0 and its largest number, and nothing else', (_name, max, write) => {
    const writer = new ByteWriter();
    write(write(writer, 0), max);
    const before = writer.length;
    for (const value of [-1, max + 1, 0.5, NaN, Infinity]) {
      expect(() => write(writer, value)).toThrow(UsageError);
    }
    expect(writer.length).toBe(before);
  });

  it('is read back by ByteReader', () => {
    const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(u32, u32, fc.maxSafeNat(), fc.uint8Array(), (a, b, c, bytes) => {
        const reader = new ByteReader(
          new ByteWriter(0).u32be(a).u32le(b).u64be(c).u64le(c).bytes(bytes).finish(),
        );
        expect([reader.u32be(), reader.u32le()]).toEqual([a, b]);
        expect([reader.u64be(), reader.u64le()]).toEqual([c, c]);
        expect(reader.take(bytes.length)).toEqual(bytes);
        reader.end();
      }),
    );
  });
});
