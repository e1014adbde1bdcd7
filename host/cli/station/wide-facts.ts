import type { Fact } from '../terminal/facts.ts';
import { fitted, widthOf } from './screen/line.ts';

/** Facts as lines, the values below each other whatever letters the names are written in. */
export function wideFacts(rows: readonly Fact[]): string {
  const told = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(0, ...told.map(([name]) => widthOf(name)));
  return told.map(([name, value]) => `${fitted(name, width)}  ${value}`).join('\n');
}
