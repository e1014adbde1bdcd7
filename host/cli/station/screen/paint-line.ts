import type { Paint } from '../../terminal/output.ts';
import type { Line, Look } from './line.ts';

/** A line with the orders that give a terminal its colours, where it has any. */
export function paintLine(line: Line, paint: Paint): string {
  const brushes: Readonly<Record<Look, (text: string) => string>> = {
    plain: (text) => text,
    title: paint.bold,
    strong: paint.bold,
    faint: paint.dim,
    good: paint.green,
    bad: (text) => paint.bold(paint.red(text)),
    wanted: (text) => paint.bold(paint.yellow(text)),
    alarm: (text) => paint.bold(paint.inverse(text)),
  };
  return line.map(({ text, look }) => brushes[look](text)).join('');
}
