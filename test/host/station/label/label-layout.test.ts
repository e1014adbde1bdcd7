import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import type { Box, LayoutOptions } from '../../../../host/station/label/label-layout.ts';
import { LABEL_SIZES, labelSize } from '../../../../host/station/label/label-size.ts';

const options: fc.Arbitrary<LayoutOptions> = fc.record({
  code128: fc.boolean(),
  dataMatrix: fc.constantFrom('none', 'serial', 'serial-device'),
  lot: fc.boolean(),
  expiry: fc.boolean(),
  language: fc.constantFrom('ja', 'en'),
});
const size = fc.record({
  widthMm: fc.integer({ min: 15, max: 100 }),
  heightMm: fc.integer({ min: 8, max: 60 }),
});

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x + 1e-9 ||
  b.x + b.width <= a.x + 1e-9 ||
  a.y + a.height <= b.y + 1e-9 ||
  b.y + b.height <= a.y + 1e-9;

describe('label layout', () => {
  it('keeps everything on the label and nothing on top of another thing', () => {
    fc.assert(
      fc.property(size, options, (given, wish) => {
        const { widthMm, heightMm, items } = labelLayout(given, wish);
        for (const [index, { box }] of items.entries()) {
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(widthMm + 1e-9);
          expect(box.y + box.height).toBeLessThanOrEqual(heightMm + 1e-9);
          expect(items.slice(index + 1).every((other) => apart(box, other.box))).toBe(true);
        }
      }),
    );
  });

  it('has what was asked for and no more', () => {
    const kinds = (wish: LayoutOptions): readonly string[] =>
      labelLayout(labelSize('38x12'), wish).items.map((item) =>
        item.kind === 'text' ? item.field : item.kind,
      );
    expect(kinds({})).toEqual(['code128', 'serial', 'datamatrix']);
    expect(kinds({ code128: false, dataMatrix: 'none' })).toEqual(['serial']);
    expect(kinds({ lot: true, expiry: true, dataMatrix: 'none' })).toEqual([
      'code128',
      'serial',
      'lot',
      'expiry',
    ]);
  });
});

describe('label size', () => {
  it('reads the usual sizes and tenths of a millimetre', () => {
    expect(LABEL_SIZES.map((text) => labelSize(text).widthMm)).toEqual([30, 38, 40, 45, 50]);
    expect(labelSize('25.4x10')).toEqual({ widthMm: 25.4, heightMm: 10 });
  });

  it.each(['', '38', '38x', 'x12', '38x12x1', '-38x12', '38x4', '999x12', '38 x 12', '1e2x12'])(
    'refuses %j with what it wants',
    (text) => {
      expect(() => labelSize(text)).toThrow(/WIDTHxHEIGHT in millimetres, 5 to 200 each/);
    },
  );
});
