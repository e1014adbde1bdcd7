import { notoSansJp } from './font.ts';
import { points } from './millimetres.ts';

export type Pdf = PDFKit.PDFDocument;

export interface PdfOptions {
  readonly title: string;
  /** Unix milliseconds; no clock is read, so that the same data gives the same bytes. */
  readonly createdUnixMs: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The name of the font in `pdf.font`, by weight. */
export const REGULAR = 'regular';
export const BOLD = 'bold';

/**
 * A PDF whose pages `draw` adds and fills. Its fonts are embedded as subsets. The first page is
 * there already.
 */
export async function pdfOf(options: PdfOptions, draw: (pdf: Pdf) => void): Promise<Uint8Array> {
  // Loaded when it is used: it takes a sixth of a second.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: [points(options.widthMm), points(options.heightMm)],
    margin: 0,
    bufferPages: true,
    info: {
      Title: options.title,
      Creator: 'fobkit',
      Producer: 'fobkit',
      CreationDate: new Date(options.createdUnixMs),
    },
  });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  pdf.on('end', () => resolve(undefined));
  pdf.on('error', reject);
  pdf.registerFont(REGULAR, Buffer.from(notoSansJp(400)));
  pdf.registerFont(BOLD, Buffer.from(notoSansJp(700)));
  draw(pdf);
  pdf.end();
  await promise;
  return new Uint8Array(Buffer.concat(chunks));
}
