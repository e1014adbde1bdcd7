import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError, type StoreErrorCode } from './store-error.ts';

/** Result codes of SQLite (sqlite.org/rescode.html); the extended ones have more in higher bits. */
const SAYINGS: Readonly<Record<number, readonly [StoreErrorCode, string]>> = {
  3: ['denied', 'this user may not use it. Give the file and its folder to who runs fob.'],
  5: ['busy', 'another process has been writing to it for too long. Look for one that hangs.'],
  6: ['busy', 'another part of this process has been writing to it for too long.'],
  8: ['denied', 'it may only be read. Give the file and its folder to who runs fob.'],
  10: ['gone', 'the disk does not read or write it. Look at the disk, then start again.'],
  11: ['damaged', 'it is damaged. Restore the last backup into a new place.'],
  13: ['full', 'no space is left for it. Free some, then start again: nothing is lost.'],
  14: ['gone', 'it cannot be opened. Look whether its folder is there and whose it is.'],
  26: ['damaged', 'that is no database. Name the right file, or restore the last backup.'],
};
const IOERR = 10;
const FULL = 13;
const IOERR_CORRUPTFS = IOERR | (33 << 8);

/** What SQLite says of the store itself, as a `StoreError`; all else as it is. */
export function sqliteError(name: string, error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const saying = SAYINGS[resultOf(name, code)];
  if (saying === undefined) return error;
  const [kind, what] = saying;
  return new StoreError(kind, `the database ${name}: ${what}`, { cause: error });
}

function resultOf(file: string, code: number): number {
  if (code === IOERR_CORRUPTFS) return 11;
  const result = code & 0xff;
  // The index of the log is mapped into memory: what it has no space for does not say so.
  return result === IOERR && isFull(file) ? FULL : result;
}

function isFull(file: string): boolean {
  try {
    return statfsSync(dirname(file)).bavail === 0;
  } catch {
    return false;
  }
}

/** The extended result code of an error of node:sqlite. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
