import { join } from 'node:path';
import type { CampaignReport } from '@fobkit/bench';
import { writeResult } from '../../input/write-file.ts';

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
