import type { Pdf } from './document.ts';
import { drawLine, lineWidth } from './draw-text.ts';
import type { FontWeight } from './font.ts';

export interface FitPlace {
  /** In points. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** 400 if absent. */
  readonly weight?: FontWeight;
  readonly align?: 'left' | 'center' | 'right';
}

const SMALLEST = 0.6;
const MORE = '…';

/** A line of text, smaller where it is too long, and cut with dots where even that is. */
export function fitText(pdf: Pdf, text: string, place: FitPlace): void {
  const { x, y, width, size, weight = 400, align = 'left' } = place;
  const natural = lineWidth(pdf, text, { size, weight });
  const scale = Math.max(SMALLEST, Math.min(1, width / natural));
  const style = { size: size * scale, weight };
  const shown =
    natural * scale <= width ? text : cut(text, (part) => lineWidth(pdf, part, style) <= width);
  const free = Math.max(0, width - lineWidth(pdf, shown, style));
  const shift = align === 'left' ? 0 : align === 'center' ? free / 2 : free;
  drawLine(pdf, shown, style, { x: x + shift, y: y + (size * (1 - scale)) / 2 });
}

function cut(text: string, fits: (part: string) => boolean): string {
  const chars = [...text];
  while (chars.length > 1 && !fits(chars.join('') + MORE)) chars.pop();
  return chars.join('') + MORE;
}
