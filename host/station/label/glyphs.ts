import { barCodes } from '../pdf/bar-codes.ts';
import { letterFont } from '../pdf/letters.ts';

const PROBE = 1000;
const WIDEST = '更';
const THRESHOLD = 128;

/** A glyph as dots: `top` above the base line, `left` right of the pen. */
export interface Glyph {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}

let font: { readonly id: number; readonly scale: number } | undefined;

/** The library scales a font by its ascent: what a height of one em is for it comes of a kanji. */
function loaded(): { readonly id: number; readonly scale: number } {
  if (font !== undefined) return font;
  const id = letterFont();
  const { advance } = barCodes().FontLib.getpaths(id, codeOf(WIDEST), PROBE, PROBE);
  font = { id, scale: PROBE / advance };
  return font;
}

/** Width of a text in ems. */
export function textWidth(text: string): number {
  const { id, scale } = loaded();
  const probe = PROBE * scale;
  const widths = [...text].map((char) => advanceOf(id, char, probe));
  return widths.reduce((sum, width) => sum + width, 0) / PROBE;
}

/** The glyphs of a text `size` dots high, each with the place of its pen in dots. */
export function textGlyphs(
  text: string,
  size: number,
): readonly { readonly pen: number; readonly glyph: Glyph }[] {
  const { id, scale } = loaded();
  const height = size * scale;
  let pen = 0;
  return [...text].map((char) => {
    const at = Math.round(pen);
    pen += (advanceOf(id, char, PROBE * scale) * size) / PROBE;
    return { pen: at, glyph: glyphOf(id, char, height) };
  });
}

function glyphOf(id: number, char: string, height: number): Glyph {
  const drawn = barCodes().FontLib.getglyph(id, codeOf(char), height, height);
  const { top, left, width, height: rows } = drawn;
  // A space has no pixels at all, whatever the library's types say.
  if (width === 0 || rows === 0) {
    return { top, left, width: 0, height: 0, isDark: () => false };
  }
  const coverage = drawn.pixels.length > 0 ? drawn.pixels : drawn.bytes.subarray(drawn.offset);
  const isDark = (x: number, y: number): boolean => (coverage[y * width + x] ?? 0) >= THRESHOLD;
  return { top, left, width, height: rows, isDark };
}

const advanceOf = (id: number, char: string, height: number): number =>
  barCodes().FontLib.getpaths(id, codeOf(char), height, height).advance;

const codeOf = (char: string): number => char.codePointAt(0) ?? 0;
