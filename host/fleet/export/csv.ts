import { stringify } from 'csv-stringify/sync';
import { dayText } from '../figures/calendar.ts';
import type { FleetTable, TableColumn } from './tables.ts';

/** As objects, a million rows take a gigabyte. */
const ROWS_AT_ONCE = 10_000;

/** A table as CSV (RFC 4180) with a header, piece by piece; what did not happen is empty. */
export function* csvOf({ columns }: FleetTable): Generator<string> {
  yield csvRows([columns.map(({ name }) => name)]);
  const count = rowsOf(columns);
  for (let first = 0; first < count; first += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - first) }, (_, row) =>
      columns.map((column) => cellOf(column, first + row)),
    );
    yield csvRows(rows);
  }
}

function csvRows(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: '\r\n' });
}

export function rowsOf([first]: readonly TableColumn[]): number {
  return first?.values.length ?? 0;
}

function cellOf(column: TableColumn, row: number): string {
  if (column.type === 'text') return column.values.at(row) ?? '';
  const value = column.values.at(row) ?? -1;
  if (column.type === 'whole') return String(value);
  return value < 0 ? '' : dayText(value);
}
