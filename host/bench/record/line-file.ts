import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '@fobkit/protocol';
import { makeFolder, syncFolder } from './make-folder.ts';

/**
 * Adds a line in one write at the end of the file; resolves when it is on the disk. What another
 * writing has left there without an end gets one: it costs no line but its own.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    await endTorn(file);
    const bytes = new TextEncoder().encode(`${line}\n`);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) {
      throw new Error(`${path}: the disk took ${bytesWritten} of ${bytes.length} bytes`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes a file that lines are added to, and its folder, where they are not there. `what` is kept in it:
 * `records`. @throws UsageError when it cannot be written.
 */
export async function makeLineFile(path: string, what: string): Promise<void> {
  const folder = dirname(path);
  try {
    await makeFolder(folder);
    await endTornLine(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it failed';
    throw new UsageError(`${what} cannot be kept in ${folder}: ${why}`, { cause });
  }
}

/** Whatever a cut-off writing left gets an end, so that the next record has a line of its own. */
async function endTornLine(path: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    await endTorn(file);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

async function endTorn(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  if (size === 0) return;
  const last = new Uint8Array(1);
  await file.read(last, 0, 1, size - 1);
  if (last[0] !== 0x0a) await file.write('\n');
}
