import { BROTHER_MEDIA } from './brother-media.ts';
import type { BrotherMediaName } from './brother-media.ts';
import { brotherRaster } from './brother-raster.ts';
import { LabelError } from './label-error.ts';
import type { LabelLayout } from './label-layout.ts';
import { labelPdf } from './label-pdf.ts';
import { labelRaster } from './label-raster.ts';
import { labelZpl } from './label-zpl.ts';
import type { LabelContent } from './label.ts';
import { monoPng } from './mono-png.ts';

/** What printers understand. */
export const LABEL_FORMATS = ['zpl', 'zpl-graphic', 'brother-ql', 'png', 'pdf'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

const EXTENSIONS: Readonly<Record<LabelFormat, string>> = {
  zpl: '.zpl',
  'zpl-graphic': '.zpl',
  'brother-ql': '.bin',
  png: '.png',
  pdf: '.pdf',
};
const BROTHER_DPI = 300;

export interface FormatOptions {
  readonly format: LabelFormat;
  readonly layout: LabelLayout;
  readonly dpi: number;
  /** What a Brother QL is loaded with; a tape of 12 mm if absent. */
  readonly media?: BrotherMediaName;
  /** Unix milliseconds, in a PDF. */
  readonly createdUnixMs: number;
}

export interface EncodedLabel {
  readonly bytes: Uint8Array;
  /** With the dot. */
  readonly extension: string;
}

/** A label as a printer wants it. `LabelError` when it does not fit. */
export async function encodeLabel(
  label: LabelContent,
  options: FormatOptions,
): Promise<EncodedLabel> {
  return { bytes: await bytesOf(label, options), extension: EXTENSIONS[options.format] };
}

async function bytesOf(label: LabelContent, options: FormatOptions): Promise<Uint8Array> {
  const { format, layout, dpi, media = '12', createdUnixMs } = options;
  switch (format) {
    case 'zpl':
    case 'zpl-graphic': {
      const zpl = labelZpl(label, { layout, dpi, asGraphic: format === 'zpl-graphic' });
      return new TextEncoder().encode(zpl);
    }
    case 'brother-ql':
      if (dpi !== BROTHER_DPI) throw new LabelError('a Brother QL prints at 300 dpi');
      return brotherRaster(labelRaster(label, layout, dpi), BROTHER_MEDIA[media]);
    case 'png':
      return monoPng(labelRaster(label, layout, dpi), dpi);
    case 'pdf':
      return labelPdf(label, { layout, dpi, createdUnixMs });
  }
}
