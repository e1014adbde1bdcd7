import { describe, expect, it } from 'vitest';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import { labelPdf, labelSheetPdf } from '../../../../host/station/label/label-pdf.ts';
import { LABEL_SHEETS, cutSheet, labelsOf } from '../../../../host/station/label/label-sheet.ts';
import { labelSize } from '../../../../host/station/label/label-size.ts';
import type { LabelContent } from '../../../../host/station/label/label.ts';
import { dmtx, needs, pdfPages, pdfText, zbar } from './support/readers.ts';

const { skipped, reason } = needs('zbarimg', 'dmtxread', 'pdftoppm', 'pdftotext');
const SHEET = LABEL_SHEETS['a-one-65'];
const JA = labelLayout({ widthMm: 38, heightMm: 21 }, { language: 'ja', lot: true, expiry: true });
const createdUnixMs = 1_800_000_000_000;

const labels = (count: number): readonly LabelContent[] =>
  Array.from({ length: count }, (_, index) => ({
    serialLabel: `SKTS${String(509_641 + index * 7).padStart(8, '0')}`,
    lot: 'L-2026-11',
    expiry: 1_932_681_600,
  }));

describe.skipIf(skipped)(`a sheet of labels${reason}`, () => {
  it('is read back from paper, every label of it, and its text is found', async () => {
    const all = labels(67);
    const pdf = await labelSheetPdf(all, SHEET, { layout: JA, createdUnixMs, skip: 3 });
    const serials = all.map(({ serialLabel }) => serialLabel);
    const pages = pdfPages(pdf, 300);
    expect(pages.map((page) => zbar(page, 'code128'))).toEqual([
      serials.slice(0, 62),
      serials.slice(62),
    ]);
    const text = pdfText(pdf);
    expect(serials.filter((serial) => !text.includes(serial))).toEqual([]);
    expect(text.match(/更新予定日 2031\/03\/31/g)).toHaveLength(67);
    expect(text.match(/ロット L-2026-11/g)).toHaveLength(67);
  });

  it.each([
    ['avery-5167', '44x12'],
    ['avery-l7651', '38x21'],
  ] as const)('of %s is read back too', async (name, size) => {
    const all = labels(4);
    const layout = labelLayout(labelSize(size));
    const pdf = await labelSheetPdf(all, LABEL_SHEETS[name], { layout, createdUnixMs });
    const [page = new Uint8Array()] = pdfPages(pdf, 203);
    expect(zbar(page, 'code128')).toEqual(all.map(({ serialLabel }) => serialLabel));
  });

  it('one label fills a page of its size, for a printer with a driver', async () => {
    const layout = labelLayout(labelSize('38x12'));
    const pdf = await labelPdf(
      { serialLabel: 'SKTS00509641' },
      { layout, dpi: 300, createdUnixMs },
    );
    const pages = pdfPages(pdf, 300);
    expect(pages).toHaveLength(1);
    expect(zbar(pages[0] ?? new Uint8Array(), 'code128')).toEqual(['SKTS00509641']);
    expect(dmtx(pages[0] ?? new Uint8Array())).toBe('SKTS00509641');
  });
});

describe('sheets', () => {
  it.each(Object.entries(LABEL_SHEETS))('%s stays on its page', (_name, sheet) => {
    const right = sheet.leftMm + (sheet.columns - 1) * sheet.stepXMm + sheet.labelWidthMm;
    const bottom = sheet.topMm + (sheet.rows - 1) * sheet.stepYMm + sheet.labelHeightMm;
    // Makers centre their labels: what is left over is the same on both sides.
    expect(Math.abs(sheet.pageWidthMm - right - sheet.leftMm)).toBeLessThan(0.3);
    expect(Math.abs(sheet.pageHeightMm - bottom - sheet.topMm)).toBeLessThan(0.3);
  });

  it('has as many labels as it is sold with', () => {
    const counts = Object.values(LABEL_SHEETS).map(labelsOf);
    expect(counts).toEqual([189, 65, 65, 80]);
  });

  it('plain paper is cut into as many as fit', () => {
    const sheet = cutSheet({ widthMm: 38, heightMm: 12 });
    expect([sheet.columns, sheet.rows]).toEqual([4, 18]);
  });

  it('the same labels give the same bytes', async () => {
    const once = await labelSheetPdf(labels(3), SHEET, { layout: JA, createdUnixMs });
    const again = await labelSheetPdf(labels(3), SHEET, { layout: JA, createdUnixMs });
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true);
    expect(Buffer.from(once).includes('(D:20270115080000Z)')).toBe(true);
  });

  it('stays small: a font is embedded as far as it is used', async () => {
    const pdf = await labelSheetPdf(labels(65), SHEET, { layout: JA, createdUnixMs });
    expect(pdf.length).toBeLessThan(60_000);
  });

  it('a layout larger than the labels of the sheet is refused', async () => {
    const layout = labelLayout(labelSize('45x15'));
    await expect(labelSheetPdf(labels(1), SHEET, { layout, createdUnixMs })).rejects.toThrow(
      'sheet: its labels are 38.1 × 21.2 mm, the layout wants 45 × 15 mm',
    );
  });

  it('the label at fault is told by its number, and nothing is drawn', async () => {
    const all = [...labels(2), { serialLabel: '鍵' }];
    await expect(labelSheetPdf(all, SHEET, { layout: JA, createdUnixMs })).rejects.toThrow(
      /^label 3: serial label: character 1 is U\+9375/,
    );
  });

  it.each([-1, 65, 1.5])('%d labels to skip are refused', async (skip) => {
    await expect(
      labelSheetPdf(labels(1), SHEET, { layout: JA, createdUnixMs, skip }),
    ).rejects.toThrow(/^start: /);
  });
});
