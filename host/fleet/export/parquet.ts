import { parquetWriteBuffer } from 'hyparquet-writer';
import { rowsOf } from './csv.ts';
import type { FleetTable, TableColumn } from './tables.ts';

type Options = Parameters<typeof parquetWriteBuffer>[0];
type Schema = NonNullable<Options['schema']>[number];

/** A table as Parquet: whole numbers INT64, dates DATE, texts UTF-8; what did not happen is null. */
export function parquetOf({ columns }: FleetTable): Uint8Array {
  const root: Schema = { name: 'fleet', num_children: columns.length };
  const buffer = parquetWriteBuffer({
    columnData: columns.map((column) => ({ name: column.name, data: dataOf(column) })),
    schema: [root, ...columns.map(elementOf)],
    createdBy: 'fobkit',
    rowGroupSize: Math.max(1, Math.min(100_000, rowsOf(columns))),
  });
  return new Uint8Array(buffer);
}

function elementOf({ name, type }: TableColumn): Schema {
  if (type === 'text') {
    return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  }
  if (type === 'whole') return { name, type: 'INT64', repetition_type: 'REQUIRED' };
  return { name, type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' };
}

function dataOf(column: TableColumn): Options['columnData'][number]['data'] {
  if (column.type === 'text') return [...column.values];
  if (column.type === 'whole') return BigInt64Array.from(Array.from(column.values, BigInt));
  return Array.from(column.values, (day) => (day < 0 ? null : new Date(day * 86_400_000)));
}
