import { drawScreen } from '../../host/cli/station/screen/draw-screen.ts';
import { type Line, type Look, widthOf } from '../../host/cli/station/screen/line.ts';
import { wordsIn } from '../../host/cli/station/words/words.ts';
import { busyShift } from '../host/cli/station/screen/shift.ts';

const COLUMNS = 84;
const ROWS = 27;
const CELL = { width: 8.4, height: 19 } as const;
const MARGIN = 14;
const FONT = 'ui-monospace, DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK JP, monospace';

/** As a dark terminal shows them. */
const COLOURS: Readonly<Record<Look, string>> = {
  plain: '#d8dee6',
  title: '#ffffff',
  strong: '#ffffff',
  faint: '#8b96a5',
  good: '#5fd38a',
  bad: '#ff7b72',
  wanted: '#f2cc60',
  alarm: '#0d1117',
};
const BOLD: readonly Look[] = ['title', 'strong', 'bad', 'wanted', 'alarm'];

/** The screen of a station in the middle of a lot, as SVG: what the code draws, in a window. */
export function stationScreen(language: 'en' | 'ja'): string {
  const lines = drawScreen(busyShift().state, { columns: COLUMNS, rows: ROWS }, wordsIn(language));
  const width = Math.ceil(COLUMNS * CELL.width + 2 * MARGIN);
  const height = Math.ceil(ROWS * CELL.height + 2 * MARGIN);
  const size = `width="${String(width)}" height="${String(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT}" font-size="14">`,
    `<rect ${size} rx="8" fill="#0d1117"/>`,
    ...lines.flatMap((line, row) => lineSvg(line, row)),
    '</svg>',
    '',
  ].join('\n');
}

function lineSvg(line: Line, row: number): readonly string[] {
  const parts: string[] = [];
  let column = 0;
  for (const { text, look } of line) {
    const columns = widthOf(text);
    if (look === 'alarm') parts.push(behind(columns, column, row));
    for (const run of runsOf(text)) {
      if (run.trim() !== '') parts.push(runSvg(run, look, column, row));
      column += widthOf(run);
    }
  }
  return parts;
}

/** Letters of one width each: a font in which they differ is stretched to the cells of a terminal. */
function runsOf(text: string): readonly string[] {
  const runs: string[] = [];
  for (const letter of text.match(/./gu) ?? []) {
    const last = runs.at(-1);
    if (last !== undefined && isWide(last) === isWide(letter))
      runs[runs.length - 1] = last + letter;
    else runs.push(letter);
  }
  return runs;
}

function isWide(text: string): boolean {
  return widthOf(text.slice(0, 1)) === 2;
}

function behind(columns: number, column: number, row: number): string {
  const place = `x="${fixed(x(column))}" y="${fixed(y(row))}"`;
  const size = `width="${fixed(columns * CELL.width)}" height="${String(CELL.height)}"`;
  return `<rect ${place} ${size} fill="#f2cc60"/>`;
}

function runSvg(text: string, look: Look, column: number, row: number): string {
  const bold = BOLD.includes(look) ? ' font-weight="bold"' : '';
  const long = fixed(widthOf(text) * CELL.width);
  return (
    `<text x="${fixed(x(column))}" y="${fixed(y(row) + 14)}" textLength="${long}" ` +
    `lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${COLOURS[look]}"${bold}>` +
    `${escaped(text)}</text>`
  );
}

function x(column: number): number {
  return MARGIN + column * CELL.width;
}

function y(row: number): number {
  return MARGIN + row * CELL.height;
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
