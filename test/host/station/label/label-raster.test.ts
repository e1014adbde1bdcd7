import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import { labelRaster } from '../../../../host/station/label/label-raster.ts';
import { MonoBitmap } from '../../../../host/station/label/mono-bitmap.ts';
import { monoPng } from '../../../../host/station/label/mono-png.ts';
import { dmtx, needs, zbar } from './support/readers.ts';
import { serialLabel } from './support/serials.ts';

const { skipped, reason } = needs('zbarimg', 'dmtxread');

describe.skipIf(skipped)(`a label as dots${reason}`, () => {
  it.each([203, 300])('is read back at %d dpi, whatever the scheme of its serial', (dpi) => {
    const layout = labelLayout({ widthMm: 80, heightMm: 16 }, { lot: true });
    for (const serial of fc.sample(serialLabel, { numRuns: 6, seed: 5 + dpi })) {
      const png = monoPng(labelRaster({ serialLabel: serial, lot: 'L1' }, layout, dpi), dpi);
      expect(zbar(png, 'code128')).toEqual([serial]);
      expect(dmtx(png)).toBe(serial);
    }
  });

  it('is read back at the smallest size that is not refused', () => {
    const content = { serialLabel: 'SKTS00509641', deviceId: '0123456789abcdef' };
    const wide = monoPng(
      labelRaster(content, labelLayout({ widthMm: 39, heightMm: 12 }), 203),
      203,
    );
    expect(zbar(wide, 'code128')).toEqual(['SKTS00509641']);
    expect(dmtx(wide)).toBe('SKTS00509641');
    const square = { code128: false, dataMatrix: 'serial-device' } as const;
    const low = labelLayout({ widthMm: 30, heightMm: 10 }, square);
    expect(dmtx(monoPng(labelRaster(content, low, 203), 203))).toBe(
      'SKTS00509641/0123456789abcdef',
    );
  });
});

describe('a bitmap', () => {
  it('holds what was darkened and nothing outside of it', () => {
    const bitmap = new MonoBitmap(10, 3);
    bitmap.fill(-2, 1, 4, 9);
    bitmap.darken(9, 0);
    bitmap.darken(10, 0);
    expect([...bitmap.data].map((byte) => byte.toString(2).padStart(8, '0'))).toEqual([
      '00000000',
      '01000000',
      '11000000',
      '00000000',
      '11000000',
      '00000000',
    ]);
    expect(bitmap.isDark(9, 0)).toBe(true);
    expect(bitmap.isDark(10, 0)).toBe(false);
  });
});
