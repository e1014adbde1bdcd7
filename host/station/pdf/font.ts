import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './woff.ts';

export type FontWeight = 400 | 700;

const fonts = new Map<FontWeight, Uint8Array>();

/**
 * Noto Sans JP as a TrueType file, Latin and Japanese. SIL Open Font License 1.1, whose text is in
 * the package @fontsource/noto-sans-jp; documents may embed it.
 */
export function notoSansJp(weight: FontWeight): Uint8Array {
  const known = fonts.get(weight);
  if (known !== undefined) return known;
  const name = `@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-${weight}-normal.woff`;
  const font = unpackWoff(readFileSync(createRequire(import.meta.url).resolve(name)));
  fonts.set(weight, font);
  return font;
}
