import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** What only its user may read. */
const PRIVATE = 0o700;

/** How a new file is written that outlives a power cut once its folder is synced; for its user alone. */
export const DURABLY = { flag: 'wx', mode: 0o600, flush: true } as const;

/**
 * Makes a folder, and those above it, so that they outlive a power cut. Step by step: Node.js tries
 * for ever to make one in a file system that takes none, as /proc.
 *
 * Rejects with the error of the system when it cannot be made, or is no folder.
 */
export async function makeFolder(folder: string, mode: number = PRIVATE): Promise<void> {
  const missing: string[] = [];
  let above = resolve(folder);
  for (; !(await isThere(above)); above = dirname(above)) missing.unshift(above);
  for (const one of missing) {
    await makeOne(one, mode);
    await syncFolder(dirname(one));
  }
  // Rejects where a file stands in its place.
  await stat(`${resolve(folder)}/.`);
}

/** What is named in a folder outlives a power cut only when the folder itself is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeOne(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    // Another process may have made it in between.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
