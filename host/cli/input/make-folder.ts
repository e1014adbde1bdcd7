import { mkdir } from 'node:fs/promises';
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
