import { open } from 'node:fs/promises';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/**
 * Writes a secret to a new file that only its owner reads, and waits until it is on the disk. A
 * file that is there already is never written over: it may hold the only copy of another secret.
 */
export async function writeSecret(file: string, text: string, what: string): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unwritable(error, file, what);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'is there already, and may hold the only copy of a secret; name another file',
  EACCES: 'cannot be written: no permission',
  EPERM: 'cannot be written: no permission',
  EROFS: 'cannot be written: the disk is read-only',
  ENOENT: 'cannot be written: there is no such folder',
  ENOTDIR: 'cannot be written: there is no such folder',
  EISDIR: 'is a folder',
  ENOSPC: 'cannot be written: the disk is full',
};

function unwritable(error: unknown, file: string, what: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const reason = REASONS[code] ?? `cannot be written (${code})`;
  return usage(`${what}: ${file} ${reason}`, { cause: error });
}
