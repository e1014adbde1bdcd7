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
import { writeResult } from '../input/write-file.ts';

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

/** Puts days, spreads and fobs into each folder; gives the paths. */
export async function writeExports(
  result: FleetResult,
  { csv, parquet }: ExportOptions,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [name, tableOf] of TABLES) {
    const files: readonly (readonly [
      string | undefined,
      string,
      (of: FleetTable) => string | Uint8Array,
    ])[] = [
      [csv, 'csv', csvOf],
      [parquet, 'parquet', parquetOf],
    ];
    for (const [folder, ending, write] of files) {
      if (folder === undefined) continue;
      const path = join(folder, `${name}.${ending}`);
      await writeResult(path, write(tableOf(result)));
      paths.push(path);
    }
  }
  return paths;
}
