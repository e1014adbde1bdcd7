import { describe, expect, it } from 'vitest';
import { BROTHER_MEDIA } from '../../../../host/station/label/brother-media.ts';
import { brotherRaster } from '../../../../host/station/label/brother-raster.ts';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import { labelRaster } from '../../../../host/station/label/label-raster.ts';
import { labelSize } from '../../../../host/station/label/label-size.ts';
import { MonoBitmap } from '../../../../host/station/label/mono-bitmap.ts';
import { monoPng } from '../../../../host/station/label/mono-png.ts';
import { dmtx, needs, zbar } from './support/readers.ts';
import { decodeBrother, printedLabel } from './support/brother-decoder.ts';

const { skipped, reason } = needs('zbarimg', 'dmtxread');
const CONTENT = { serialLabel: 'SKTS00509641' } as const;

describe('a job of a Brother QL', () => {
  it('tells the roll, the number of lines and where to cut', () => {
    const job = decodeBrother(brotherRaster(new MonoBitmap(300, 100), BROTHER_MEDIA['12']));
    expect(job.commands).toEqual(['@', 'ia1', 'iz', 'iM64', 'iA1', 'iK8', 'id35', 'print']);
    expect(job.information).toEqual({
      flags: 0xc6,
      type: 0x0a,
      widthMm: 12,
      lengthMm: 0,
      lines: 300,
      page: 0,
    });
    expect(job.lines).toHaveLength(300);
  });

  it('of a die-cut label has as many lines as the label', () => {
    const job = decodeBrother(
      brotherRaster(new MonoBitmap(300, 100), BROTHER_MEDIA['17x54'], { switchMode: false }),
    );
    expect(job.information).toMatchObject({ flags: 0xce, type: 0x0b, lengthMm: 54, lines: 566 });
    expect(job.lines).toHaveLength(566);
    expect(job.commands).not.toContain('ia1');
  });

  it.each(['12', '29', '62', '17x54', '29x42'] as const)(
    'on %s puts the label down as it is, a quarter turned, in the middle',
    (name) => {
      const media = BROTHER_MEDIA[name];
      const bitmap = new MonoBitmap(200, 90);
      bitmap.fill(0, 0, 5, 3);
      bitmap.fill(150, 80, 50, 10);
      const { lines } = decodeBrother(brotherRaster(bitmap, media));
      const printed = printedLabel(lines, media, bitmap);
      expect(printed.inside).toEqual([...bitmap.data]);
      expect(printed.outside).toBe(0);
    },
  );

  it('refuses dots that the head does not reach', () => {
    const bitmap = new MonoBitmap(200, 142);
    bitmap.darken(0, 0);
    expect(() => brotherRaster(bitmap, BROTHER_MEDIA['12'])).toThrow(
      'the label reaches beyond what a Brother QL prints on a tape 12 mm wide: take a smaller label size or a wider roll',
    );
    const long = new MonoBitmap(700, 90);
    long.darken(699, 0);
    expect(() => brotherRaster(long, BROTHER_MEDIA['17x54'])).toThrow(/labels of 17 × 54 mm/);
  });
});

describe.skipIf(skipped)(`what a Brother QL prints${reason}`, () => {
  it('is read back', () => {
    const media = BROTHER_MEDIA['12'];
    const bitmap = labelRaster(CONTENT, labelLayout(labelSize('38x9')), 300);
    const { lines } = decodeBrother(brotherRaster(bitmap, media));
    const { picture } = printedLabel(lines, media, bitmap);
    expect(zbar(monoPng(picture, 300), 'code128')).toEqual(['SKTS00509641']);
    expect(dmtx(monoPng(picture, 300))).toBe('SKTS00509641');
  });
});
