import { letterOutlines } from './lettering-data.ts';

const MISSING = [500, 'M60 0V-700H440V0ZM110 -50H390V-650H110Z'] as const;

/** How a line of letters is set. Lengths in the units of the picture. */
export interface Lettering {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  /** Height of the em. */
  readonly size: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Extra space between letters. */
  readonly tracking?: number;
  /** Thickens the strokes, for want of a bold face. */
  readonly weight?: number;
}

/** Width of a line at `size`, in the same units. */
export function letteringWidth(text: string, size: number, tracking = 0): number {
  let width = 0;
  let count = 0;
  for (const character of text) {
    width += (outlineOf(character)[0] * size) / 1000;
    count++;
  }
  return width + Math.max(0, count - 1) * tracking;
}

/** A line of letters as SVG paths. A character without an outline is an empty box. */
export function letteringSvg(text: string, set: Lettering): string {
  const { size, tracking = 0, anchor = 'start', weight = 0 } = set;
  const width = letteringWidth(text, size, tracking);
  let x = set.x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
  const scale = round(size / 1000);
  const bold =
    weight > 0 ? ` stroke="${set.fill}" stroke-width="${weight}" stroke-linejoin="round"` : '';
  const paths: string[] = [];
  for (const character of text) {
    const [advance, path] = outlineOf(character);
    if (path !== '') {
      paths.push(
        `<path transform="translate(${round(x)} ${round(set.y)}) scale(${scale})" d="${path}"/>`,
      );
    }
    x += (advance * size) / 1000 + tracking;
  }
  return `<g fill="${set.fill}"${bold}>${paths.join('')}</g>`;
}

function outlineOf(character: string): readonly [advance: number, path: string] {
  return letterOutlines[character] ?? MISSING;
}

function round(value: number): string {
  return (Math.round(value * 10_000) / 10_000).toString();
}
