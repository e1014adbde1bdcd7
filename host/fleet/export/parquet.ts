import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { rowsOf } from './csv.ts';
import type { FleetTable, TableColumn } from './tables.ts';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
type Data = Parameters<ParquetWriter['write']>[0]['columnData'][number]['data'];

const ROWS_OF_GROUP = 100_000;

/**
 * A table as Parquet, row group by row group: whole numbers INT64, dates DATE, texts UTF-8; what did
 * not happen is null.
 */
export function* parquetOf({ columns }: FleetTable): Generator<Uint8Array> {
  const root: Schema = { name: 'fleet', num_children: columns.length };
  const bytes = new ByteWriter();
  const schema = [root, ...columns.map(elementOf)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'fobkit' });
  const count = rowsOf(columns);
  for (let first = 0; first < count; first += ROWS_OF_GROUP) {
    const rows = Math.min(ROWS_OF_GROUP, count - first);
    const columnData = columns.map((column) => ({
      name: column.name,
      data: dataOf(column, first, rows),
    }));
    void writer.write({ columnData, rowGroupSize: rows });
    yield taken(bytes);
  }
  void writer.finish();
  yield taken(bytes);
}

/** What is written so far and was not taken yet; offsets in the file go on. */
function taken(bytes: ByteWriter): Uint8Array {
  const part = bytes.getBytes().slice();
  bytes.index = 0;
  return part;
}

function elementOf({ name, type }: TableColumn): Schema {
  if (type === 'text') {
    return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  }
  if (type === 'whole') return { name, type: 'INT64', repetition_type: 'REQUIRED' };
  return { name, type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' };
}

function dataOf({ type, values }: TableColumn, first: number, rows: number): Data {
  const at = (row: number) => values.at(first + row);
  if (type === 'text') return Array.from({ length: rows }, (_, row) => at(row) ?? '');
  if (type === 'whole') {
    return BigInt64Array.from({ length: rows }, (_, row) => BigInt(at(row) ?? 0));
  }
  return Array.from({ length: rows }, (_, row) => {
    const day = Number(at(row) ?? -1);
    return day < 0 ? null : new Date(day * 86_400_000);
  });
}
