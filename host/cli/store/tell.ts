import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** A table with the headings in capitals, where the language has any. */
export function headedTable(
  paint: Paint,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return table(
    paint,
    head.map((name) => name.toUpperCase()),
    rows,
  );
}

/** `2026-11-23 09:30`, by the clock on the wall of whoever reads it. */
export function localTime(unixMs: number | undefined): string {
  if (unixMs === undefined) return '';
  const time = new Date(unixMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Unix milliseconds as programs read them; null for none. */
export function isoTime(unixMs: number | undefined): string | null {
  return unixMs === undefined ? null : new Date(unixMs).toISOString();
}
