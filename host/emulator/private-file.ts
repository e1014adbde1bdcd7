import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file for this user alone, in one step: nobody reads half of it. */
export function writePrivateFile(path: string, text: string): void {
  const temporary = writeTemporary(path, text);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Makes a file with its whole content, unless there is one already. */
export function claimPrivateFile(path: string, text: string): boolean {
  const temporary = writeTemporary(path, text);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary);
  }
}

/** Under a name that nobody can foresee, and never through a link that lies there. */
function writeTemporary(path: string, text: string): string {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.new`;
  writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' });
  return temporary;
}
