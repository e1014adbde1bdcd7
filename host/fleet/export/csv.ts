import { stringify } from 'csv-stringify/sync';
import { dayText } from '../figures/calendar.ts';
import type { FleetTable, TableColumn } from './tables.ts';

/** A table as CSV (RFC 4180) with a header; what did not happen is empty. */
export function csvOf({ columns }: FleetTable): string {
  const rows = Array.from({ length: rowsOf(columns) }, (_, row) =>
    columns.map((column) => cellOf(column, row)),
  );
  return stringify([columns.map(({ name }) => name), ...rows], { record_delimiter: '\r\n' });
}

export function rowsOf([first]: readonly TableColumn[]): number {
  return first?.values.length ?? 0;
}

function cellOf(column: TableColumn, row: number): string {
  if (column.type === 'text') return column.values[row] ?? '';
  const value = column.values[row] ?? -1;
  if (column.type === 'whole') return String(value);
  return value < 0 ? '' : dayText(value);
}
