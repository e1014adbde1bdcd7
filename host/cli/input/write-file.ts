import { writeFile } from 'node:fs/promises';
import { usage } from '../program/cli-error.ts';

/** Writes what is no secret: a picture, a snapshot. */
export async function writeResult(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage(`${file} cannot be written (${code})`, { cause: error });
  }
}
