import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './woff.ts';

export type FontWeight = 400 | 700;

const fonts = new Map<string, Uint8Array>();

/**
 * Noto Sans JP as a TrueType file: Latin and the usual Japanese letters, or a part of the rest, as
 * the package names it. SIL Open Font License 1.1, whose text is in the package @fontsource/noto-sans-jp; documents
 * may embed it.
 */
export function notoSansJp(weight: FontWeight, part?: string): Uint8Array {
  const name = `noto-sans-jp-${part ?? 'japanese'}-${weight}-normal`;
  const known = fonts.get(name);
  if (known !== undefined) return known;
  const file = createRequire(import.meta.url).resolve(
    `@fontsource/noto-sans-jp/files/${name}.woff`,
  );
  const font = unpackWoff(readFileSync(file));
  fonts.set(name, font);
  return font;
}
