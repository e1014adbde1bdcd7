import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { ByteWriter } from '../../../protocol/bytes/writer.ts';
import { Major, writeHead, writeInteger } from '../../../protocol/message/cbor-writer.ts';

function written(write: (writer: ByteWriter) => void): string {
  const writer = new ByteWriter();
  write(writer);
  return toHex(writer.finish());
}

describe('a number', () => {
  // RFC 8949 appendix A.
  it.each([
    [0, '00'],
    [1, '01'],
    [10, '0a'],
    [23, '17'],
    [24, '1818'],
    [25, '1819'],
    [100, '1864'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-10, '29'],
    [-100, '3863'],
    [-1000, '3903e7'],
  ])('%d is written %s', (value, hex) => {
    expect(
      written((writer) => {
        writeInteger(writer, value);
      }),
    ).toBe(hex);
  });

  it.each([
    [23, 1],
    [24, 2],
    [255, 2],
    [256, 3],
    [65_535, 3],
    [65_536, 5],
    [4_294_967_295, 5],
    [4_294_967_296, 9],
  ])('%d takes %d bytes, the fewest', (value, length) => {
    expect(
      written((writer) => {
        writeInteger(writer, value);
      }),
    ).toHaveLength(2 * length);
  });
});

it('a head carries its major type in the upper three bits', () => {
  const heads = Object.values(Major).map((major) =>
    written((writer) => {
      writeHead(writer, major, 4);
    }),
  );
  expect(heads).toEqual(['04', '24', '44', '64', '84', 'a4', 'e4']);
});
