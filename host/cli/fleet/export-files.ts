import { join } from 'node:path';
import {
  csvOf,
  dayTable,
  type FleetResult,
  type FleetTable,
  fobTable,
  parquetOf,
  spreadTable,
} from '@fobkit/fleet';
import type { OutputFile } from './outputs.ts';

/** Folders for analysts. */
export interface ExportOptions {
  readonly csv?: string;
  readonly parquet?: string;
}

const TABLES: readonly (readonly [name: string, of: (result: FleetResult) => FleetTable])[] = [
  ['days', dayTable],
  ['spreads', spreadTable],
  ['fobs', fobTable],
];

/** Days, spreads and fobs in each folder, which is made when they are written. */
export function exportFiles({ csv, parquet }: ExportOptions): readonly OutputFile<FleetResult>[] {
  return TABLES.flatMap(([name, tableOf]) => [
    ...within(csv, `${name}.csv`, (result) => csvOf(tableOf(result))),
    ...within(parquet, `${name}.parquet`, (result) => parquetOf(tableOf(result))),
  ]);
}

function within(
  folder: string | undefined,
  name: string,
  content: OutputFile<FleetResult>['content'],
): readonly OutputFile<FleetResult>[] {
  return folder === undefined ? [] : [{ path: join(folder, name), content, folder }];
}
