import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { unpackWoff } from '../../../../host/station/pdf/woff.ts';

const file = createRequire(new URL('../../../../host/station/', import.meta.url)).resolve(
  '@fontsource/noto-sans-jp/files/noto-sans-jp-latin-400-normal.woff',
);
const woff = new Uint8Array(readFileSync(file));

/** The sum of a table's 32-bit numbers, padded with zeros (OpenType, table directory). */
function checksum(table: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < table.length; at++) {
    sum = (sum + (table[at] ?? 0) * 2 ** (8 * (3 - (at & 3)))) % 2 ** 32;
  }
  return sum;
}

describe('a WOFF', () => {
  it('gives the font whose tables have the checksums that it tells', () => {
    const font = unpackWoff(woff);
    const view = new DataView(font.buffer);
    const count = view.getUint16(4);
    expect(count).toBeGreaterThan(8);
    for (let entry = 12; entry < 12 + 16 * count; entry += 16) {
      const tag = String.fromCharCode(...font.subarray(entry, entry + 4));
      const offset = view.getUint32(entry + 8);
      const table = font.slice(offset, offset + view.getUint32(entry + 12));
      // The sum of "head" is taken with its own adjustment left out.
      if (tag === 'head') table.fill(0, 8, 12);
      expect(offset % 4).toBe(0);
      expect([tag, checksum(table)]).toEqual([tag, view.getUint32(entry + 4)]);
    }
  });

  it('that is cut off or is none is refused', () => {
    expect(() => unpackWoff(new Uint8Array(0))).toThrow('not a WOFF file');
    expect(() => unpackWoff(woff.slice(0, 60))).toThrow('cut off');
    expect(() => unpackWoff(woff.slice(0, 2_000))).toThrow('outside its file');
  });

  it('with a byte changed gives a font or an error, and never reads beyond its end', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(255), (at, byte) => {
        const changed = woff.slice();
        changed[at] = byte;
        try {
          expect(unpackWoff(changed).length).toBeLessThan(0x1_0000_0000);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 50 },
    );
  });
});
