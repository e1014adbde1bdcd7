import { SEGMENT } from './lcd-font.ts';
import type { LcdView } from './lcd.ts';

/**
 * The LCD drawn for a terminal: a frame, in it three rows a glyph, the time bars below. Lines are
 * joined by a line feed, with none at the end.
 */
export function drawLcdText(view: LcdView): string {
  const inner = view.kind === 'screen' ? screenRows(view) : glassRows(view.masks);
  const time = timeRow(view);
  const lines = time === undefined ? inner : [...inner, time];
  const width = Math.max(8, ...lines.map((line) => [...line].length));
  const padded = lines.map((line) => `│ ${line}${' '.repeat(width - [...line].length)} │`);
  const edge = '─'.repeat(width + 2);
  return [`╭${edge}╮`, ...padded, `╰${edge}╯`].join('\n');
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

function screenRows(view: LcdView): string[] {
  return view.on ? [...view.rows] : [''];
}

function timeRow(view: LcdView): string | undefined {
  if (view.bars !== undefined) {
    return '▮'.repeat(view.bars.lit) + '▯'.repeat(view.bars.of - view.bars.lit);
  }
  return view.seconds === undefined ? undefined : `${view.seconds.left.toString()} s`;
}
