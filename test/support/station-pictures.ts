/** Draws the pictures of labels and of a certificate for the docs, by poppler's pdftoppm. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lotCertificatePdf } from '../../host/station/certificate/certificate-pdf.ts';
import { labelLayout } from '../../host/station/label/label-layout.ts';
import { labelSheetPdf } from '../../host/station/label/label-pdf.ts';
import { LABEL_SHEETS } from '../../host/station/label/label-sheet.ts';
import { certificate } from '../host/station/certificate/certificates.ts';

/** Of an A4 page. */
const WIDTH_MM = 210;
const MM_PER_INCH = 25.4;

export async function drawStationPictures(): Promise<void> {
  const sheet = LABEL_SHEETS['a-one-65'];
  const layout = labelLayout(
    { widthMm: sheet.labelWidthMm, heightMm: sheet.labelHeightMm },
    { language: 'ja', lot: true, expiry: true },
  );
  const labels = Array.from({ length: 20 }, (_, index) => ({
    serialLabel: `SKTS00${String(509_641 + index)}`,
    lot: '2026-11',
    expiry: 1_932_681_600,
  }));
  const options = { layout, createdUnixMs: 0, cutLines: true };
  draw('station-labels', await labelSheetPdf(labels, sheet, options), { dpi: 90, heightMm: 99 });
  const paper = await lotCertificatePdf(certificate(), { language: 'ja' });
  draw('station-certificate', paper, { dpi: 72, heightMm: 297 });
}

interface Part {
  readonly dpi: number;
  readonly heightMm: number;
}

/** The upper part of a page. */
function draw(name: string, pdf: Uint8Array, { dpi, heightMm }: Part): void {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-picture-'));
  try {
    const file = join(folder, 'page.pdf');
    writeFileSync(file, pdf);
    const dots = (mm: number): string => String(Math.floor((mm * dpi) / MM_PER_INCH));
    const part = ['-x', '0', '-y', '0', '-W', dots(WIDTH_MM), '-H', dots(heightMm)];
    const options = ['-r', String(dpi), '-gray', '-png', '-singlefile', ...part, file];
    const done = spawnSync('pdftoppm', [...options, `docs/images/${name}`]);
    if (done.status !== 0) throw new Error('pdftoppm: apt-get install poppler-utils');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
