import type { Face } from './face.ts';
import { SEGMENT } from './lcd-font.ts';
import type { LcdView } from './lcd.ts';

/** Columns inside the frame of a screen, so that it is as wide whatever it shows. */
const SCREEN_COLUMNS = 28;

/**
 * The LCD drawn for a terminal: a frame, in it three rows a glyph, the time bars below. A screen
 * has its title, the code, the serial label and the seconds left, each on its line. Lines are
 * joined by a line feed, with none at the end.
 *
 * @param face Whose brand is the title of a screen.
 */
export function drawLcdText(view: LcdView, face?: Pick<Face, 'brand'>): string {
  const isScreen = view.kind === 'screen';
  const inner = isScreen ? screenRows(view, face?.brand ?? '') : glassRows(view.masks);
  const time = timeRow(view) ?? (isScreen ? '' : undefined);
  const lines = time === undefined ? inner : [...inner, time];
  const width = Math.max(isScreen ? SCREEN_COLUMNS : 8, ...lines.map(columnsOf));
  const padded = lines.map((line) => `│ ${line}${' '.repeat(width - columnsOf(line))} │`);
  const edge = '─'.repeat(width + 2);
  return [`╭${edge}╮`, ...padded, `╰${edge}╯`].join('\n');
}

/** Kana, kanji and full-width forms take two columns of a terminal. */
function columnsOf(line: string): number {
  return [...line].reduce(
    (sum, one) => sum + (/[\u3000-\u9fff\uff01-\uff60]/u.test(one) ? 2 : 1),
    0,
  );
}

function glassRows(masks: readonly number[]): string[] {
  const lit = (mask: number, segment: keyof typeof SEGMENT, mark: string): string =>
    (mask & SEGMENT[segment]) === 0 ? ' ' : mark;
  const top = masks.map((m) => ` ${lit(m, 'a', '_')} `);
  const middle = masks.map((m) => lit(m, 'f', '|') + lit(m, 'g', '_') + lit(m, 'b', '|'));
  const bottom = masks.map((m) => lit(m, 'e', '|') + lit(m, 'd', '_') + lit(m, 'c', '|'));
  const points = masks.map((m) => lit(m, 'p', '.'));
  return [
    top.join(' '),
    middle.join(' '),
    bottom.map((cell, i) => cell + (points[i] ?? ' ')).join(''),
  ].map((row) => row.padEnd(masks.length * 4));
}

function screenRows(view: LcdView, title: string): string[] {
  if (!view.on) return ['', '', ''];
  const [code = '', caption] = view.rows;
  return [title, code, caption === undefined ? '' : `シリアル番号 ${caption}`];
}

function timeRow(view: LcdView): string | undefined {
  if (view.bars !== undefined) {
    return '▮'.repeat(view.bars.lit) + '▯'.repeat(view.bars.of - view.bars.lit);
  }
  return view.seconds === undefined ? undefined : `${view.seconds.left.toString()} s`;
}
