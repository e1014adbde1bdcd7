import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hasLetter } from './letters.ts';

/** A part of a text that one font has the letters of. */
export interface TextRun {
  readonly text: string;
  /** The name of a part of the typeface; absent for the usual letters. */
  readonly part?: string;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly part: string;
}

let ranges: readonly Range[] | undefined;

/**
 * A text in runs of one font each: the package has the usual Japanese letters in one file, and the
 * others (髙 and 﨑 of names, ㈱ of companies) in some of its hundred parts.
 */
export function textRuns(text: string): readonly TextRun[] {
  const runs: { text: string; part?: string }[] = [];
  for (const char of text) {
    const part = hasLetter(char) ? undefined : partOf(char);
    const last = runs.at(-1);
    if (last !== undefined && last.part === part) last.text += char;
    else runs.push(part === undefined ? { text: char } : { text: char, part });
  }
  return runs;
}

function partOf(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  ranges ??= readRanges();
  return ranges.find(({ from, to }) => code >= from && code <= to)?.part;
}

/** The ranges that the package's style sheet tells of its parts. */
function readRanges(): readonly Range[] {
  const sheet = createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/400.css');
  const faces = readFileSync(sheet, 'utf8').matchAll(
    /noto-sans-jp-\[?(\d+|latin-ext|cyrillic|vietnamese)\]?-400-normal \*\/[^}]*unicode-range: ([^;]*);/g,
  );
  return [...faces].flatMap(([, part = '', list = '']) =>
    list.split(',').flatMap((range) => {
      const [, from, to] = /^U\+([0-9a-f]+)(?:-([0-9a-f]+))?$/i.exec(range.trim()) ?? [];
      if (from === undefined) return [];
      const start = Number.parseInt(from, 16);
      return [{ from: start, to: to === undefined ? start : Number.parseInt(to, 16), part }];
    }),
  );
}
