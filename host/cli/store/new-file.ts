import { randomUUID } from 'node:crypto';
import { link, lstat, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'is there already, and is not written over; name another file',
  EACCES: 'cannot be written: no permission',
  EPERM: 'cannot be written: no permission',
  EROFS: 'cannot be written: the disk is read-only',
  ENOENT: 'cannot be written: there is no such folder',
  ENOTDIR: 'cannot be written: there is no such folder',
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: the quota is used up',
};

/**
 * A new file for its owner alone, there whole or not at all: it gets its name once all of it is on
 * the disk, and no file that is there already loses its content. Rejects with a `CliError`.
 */
export async function writeNewFile(file: string, content: Uint8Array | string): Promise<void> {
  const unfinished = join(dirname(file), `.${randomUUID()}.unfinished`);
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Unlike a rename a link is refused where something has the name already.
    await link(unfinished, file);
    await syncFolder(dirname(file));
  } catch (error) {
    throw unwritable(error, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Refuses a name that is taken, before the work is done that is to be written there. */
export async function checkNewFile(file: string): Promise<void> {
  const probe = join(dirname(file), `.${randomUUID()}.unfinished`);
  try {
    await (await open(probe, 'wx', 0o600)).close();
    if (await isThere(file)) throw Object.assign(new Error(file), { code: 'EEXIST' });
  } catch (error) {
    throw unwritable(error, file);
  } finally {
    await rm(probe, { force: true });
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unwritable(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return usage(`${file} ${REASONS[code] ?? `cannot be written (${code})`}`, { cause: error });
}
