import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignReport } from '@fobkit/bench';
import { writeResult } from '../input/write-file.ts';
import { usage } from '../program/cli-error.ts';

/** Makes the folder before the work is done that is to be put there. Rejects with a `CliError`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage(`the folder ${folder} cannot be made (${code})`, { cause: error });
  }
}

/** Puts the shortest scenarios that fail into a folder; gives their paths. */
export async function saveScenarios(
  folder: string,
  { shrunk }: CampaignReport,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { file, yaml } of shrunk) {
    const path = join(folder, file);
    await writeResult(path, yaml);
    paths.push(path);
  }
  return paths;
}
