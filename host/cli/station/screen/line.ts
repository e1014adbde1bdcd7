import stringWidth from 'string-width';
import { printable } from '../../terminal/printable.ts';

/** How a part of a line looks; what each means in colours is `paint-line.ts`. */
export type Look = 'plain' | 'title' | 'strong' | 'faint' | 'good' | 'bad' | 'wanted' | 'alarm';

/** A part of a line of the screen. */
export interface Span {
  readonly text: string;
  readonly look: Look;
}

export type Line = readonly Span[];

/** A part of a line; what of the text a terminal would obey is shown as it is written. */
export function span(text: string, look: Look = 'plain'): Span {
  return { text: printable(text).replaceAll('\n', ' '), look };
}

/** Columns of a terminal that a text takes: a kanji has two. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** The text in just so many columns: filled up with spaces, or cut with an ellipsis at its end. */
export function fitted(text: string, columns: number): string {
  const width = widthOf(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  const cut = firstColumns(text, columns - 1);
  const room = columns - 1 - widthOf(cut);
  return columns <= 0 ? '' : `${cut}…${' '.repeat(room)}`;
}

/** The same, with the spaces before it. */
export function fittedRight(text: string, columns: number): string {
  const cut = fitted(text, columns).trimEnd();
  return ' '.repeat(Math.max(0, columns - widthOf(cut))) + cut;
}

/** A line that does not reach over the edge of the screen. */
export function cutLine(line: Line, columns: number): Line {
  const cut: Span[] = [];
  let left = columns;
  for (const { text, look } of line) {
    const width = widthOf(text);
    if (width > left) {
      if (left > 0) cut.push({ text: fitted(text, left), look });
      return cut;
    }
    cut.push({ text, look });
    left -= width;
  }
  return cut;
}

/** What stands at the left and what at the right edge; what is at the left gives way. */
export function justified(left: Line, right: Line, columns: number): Line {
  const rightWidth = widthOf(textOf(right));
  if (rightWidth + 2 > columns) return cutLine(left, columns);
  const head = cutLine(left, columns - rightWidth - 1);
  const gap = columns - widthOf(textOf(head)) - rightWidth;
  return [...head, span(' '.repeat(Math.max(0, gap))), ...right];
}

/**
 * A text in lines of so many columns. Words are broken only where one alone is too long; between
 * kanji and kana any place will do, but not before a comma or full stop.
 */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (widthOf(rest) > columns) {
    const end = breakOf(rest, firstColumns(rest, Math.max(2, columns)));
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && lines.length > 0 ? lines : [...lines, rest];
}

function breakOf(text: string, head: string): number {
  const next = text.charAt(head.length);
  if (/[。、)」:]/.test(next) && head.length > 1) return head.length - 1;
  const space = head.lastIndexOf(' ');
  const inWord = next !== ' ' && widthOf(next) === 1;
  return inWord && space > 0 ? space : head.length;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function firstColumns(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > columns) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
