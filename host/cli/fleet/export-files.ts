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
import { makeFolder } from '../input/make-folder.ts';
import { type OutputFile, outputFile } from './outputs.ts';

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

/** Makes the folders before a run that takes long. */
export async function makeExportFolders({ csv, parquet }: ExportOptions): Promise<void> {
  for (const folder of [csv, parquet]) if (folder !== undefined) await makeFolder(folder);
}

/** Days, spreads and fobs in each folder. */
export function exportFiles({ csv, parquet }: ExportOptions): readonly OutputFile<FleetResult>[] {
  return TABLES.flatMap(([name, tableOf]) => [
    ...outputFile<FleetResult>(within(csv, `${name}.csv`), (result) => csvOf(tableOf(result))),
    ...outputFile<FleetResult>(within(parquet, `${name}.parquet`), (result) =>
      parquetOf(tableOf(result)),
    ),
  ]);
}

function within(folder: string | undefined, name: string): string | undefined {
  return folder === undefined ? undefined : join(folder, name);
}
