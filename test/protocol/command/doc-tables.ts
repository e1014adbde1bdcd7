import { readFileSync } from 'node:fs';

export function page(name: string): string {
  return readFileSync(new URL(`../../../docs/protocol/${name}`, import.meta.url), 'utf8');
}

export type Row = readonly string[];

/** The rows of the table behind the line that `heading` matches, without its head. */
export function tableAfter(text: string, heading: RegExp): readonly Row[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => heading.test(line));
  if (at < 0) throw new Error(`no line ${heading.source}`);
  const start = lines.findIndex((line, i) => i > at && line !== '');
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map(cellsOf);
}

function cellsOf(line: string): Row {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** `- **name**: 0 zero, 1 one` as name to `0 zero, 1 one`. */
export function namesIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/^- \*\*([a-z ]+)\*\*: (.+)$/gm);
  return new Map(Array.from(found, ([, name = '', values = '']) => [name, values]));
}
