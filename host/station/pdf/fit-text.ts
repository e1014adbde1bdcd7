import type { Pdf } from './document.ts';

export interface FitPlace {
  /** In points. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly align?: 'left' | 'center' | 'right';
}

const SMALLEST = 0.6;
const MORE = '…';

/** A line of text, smaller where it is too long, and cut with dots where even that is. */
export function fitText(pdf: Pdf, text: string, place: FitPlace): void {
  const { x, y, width, size, align = 'left' } = place;
  const natural = pdf.fontSize(size).widthOfString(text);
  const scale = Math.max(SMALLEST, Math.min(1, width / natural));
  pdf.fontSize(size * scale);
  const shown = natural * scale <= width ? text : cut(pdf, text, width);
  const free = width - pdf.widthOfString(shown);
  const shift = align === 'left' ? 0 : align === 'center' ? free / 2 : free;
  pdf.text(shown, x + Math.max(0, shift), y + (size * (1 - scale)) / 2, { lineBreak: false });
}

function cut(pdf: Pdf, text: string, width: number): string {
  const chars = [...text];
  while (chars.length > 1 && pdf.widthOfString(chars.join('') + MORE) > width) chars.pop();
  return chars.join('') + MORE;
}
