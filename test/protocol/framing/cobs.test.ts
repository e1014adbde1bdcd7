import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  decodeCobs,
  decodeCobsInto,
  encodeCobs,
  maxCobsLength,
} from '../../../protocol/framing/cobs.ts';
import { wireCode } from '../../support/wire-code.ts';

/** Hex of the bytes from `first` to `last`. */
function run(first: number, last: number): string {
  return toHex(Uint8Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

// The published examples (Cheshire & Baker 1999, and the list that implementations share).
const vectors: readonly [string, string, string][] = [
  ['nothing', '', '01'],
  ['one zero', '00', '0101'],
  ['two zeros', '0000', '010101'],
  ['zeros around a byte', '001100', '01021101'],
  ['a zero within', '11220033', '0311220233'],
  ['no zero', '11223344', '0511223344'],
  ['zeros at the end', '11000000', '0211010101'],
  ['254 bytes without a zero', run(1, 254), 'ff' + run(1, 254)],
  ['a zero before 254 bytes', '00' + run(1, 254), '01ff' + run(1, 254)],
  ['255 bytes without a zero', run(1, 255), 'ff' + run(1, 254) + '02ff'],
  ['254 bytes and a zero', run(2, 255) + '00', 'ff' + run(2, 255) + '0101'],
  ['253 bytes, a zero, a byte', run(3, 255) + '0001', 'fe' + run(3, 255) + '0201'],
];

describe('COBS', () => {
  it.each(vectors)('[SER-6] writes and reads %s', (_name, plain, encoded) => {
    expect(toHex(encodeCobs(fromHex(plain)))).toBe(encoded);
    expect(toHex(decodeCobs(fromHex(encoded)))).toBe(plain);
  });

  it('[SER-7] reads a last block 0x01 behind a full one, which some encoders write', () => {
    expect(toHex(decodeCobs(fromHex('ff' + run(1, 254) + '01')))).toBe(run(1, 254));
  });

  it.each([
    ['no block at all', ''],
    ['a block cut short', '0311'],
    ['a code at the end without its bytes', '021105'],
    ['a zero as code', '021100'],
    ['a zero in a block', '031100'],
    ['a full block cut short', 'ff' + run(1, 253)],
  ])('[SER-8] refuses %s', (_name, encoded) => {
    expect(wireCode(() => decodeCobs(fromHex(encoded)))).toBe('malformed');
  });

  it('[SER-8] does not read a block on beyond the end of its frame', () => {
    const stream = fromHex('0311220211');
    expect(decodeCobsInto(stream, 0, 2, new Uint8Array(5))).toBe(-1);
    expect(decodeCobsInto(stream, 0, 3, new Uint8Array(5))).toBe(2);
  });

  const plain = fc
    .array(fc.tuple(fc.constantFrom(0, 1, 0x11, 0xff), fc.nat(300)), { maxLength: 8 })
    .map((runs) => Uint8Array.from(runs.flatMap(([byte, n]) => Array<number>(n).fill(byte))));

  it('reads what it wrote, which has no zero and no more than the promised length', () => {
    fc.assert(
      fc.property(fc.oneof(plain, fc.uint8Array({ maxLength: 600 })), (bytes) => {
        const encoded = encodeCobs(bytes);
        expect(encoded.includes(0)).toBe(false);
        expect(encoded.length).toBeLessThanOrEqual(maxCobsLength(bytes.length));
        expect(encoded.length).toBeGreaterThan(bytes.length);
        expect(toHex(decodeCobs(encoded))).toBe(toHex(bytes));
      }),
    );
  });
});
