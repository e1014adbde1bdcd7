import { barCodes } from './bar-codes.ts';
import { notoSansJp } from './font.ts';

const NAME = 'noto-sans-jp';
const PROBE = 16;

let id: number | undefined;

/** The typeface as the library of bar codes knows it, in bold. */
export function letterFont(): number {
  if (id !== undefined) return id;
  barCodes().loadFont(NAME, notoSansJp(700));
  id = barCodes().FontLib.lookup(NAME);
  return id;
}

/** Whether the typeface's usual letters have this one; else a box would stand for it. */
export function hasLetter(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x7f || barCodes().FontLib.getglyph(letterFont(), code, PROBE, PROBE).glyph !== 0;
}
