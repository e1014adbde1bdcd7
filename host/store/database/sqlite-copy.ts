import { statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { sqliteError } from './sqlite-errors.ts';
import { inNewPlace } from './new-place.ts';
import { StoreError } from './store-error.ts';

/** In the header of a backup (`user_version`), so that nobody works on one that was not restored. */
export const BACKUP_MARK = 0x0f0b_bacc;

/** All pages in one step: writers go on meanwhile, and do not make it begin again. */
const ALL_PAGES = 0x7fff_ffff;

/**
 * A copy of a database as it is at one moment, while others go on writing to it: one file, with no
 * journal beside it, that is checked before it is there. Rejects with `StoreError`.
 *
 * @param accepts Called with the copy, to refuse it.
 */
export async function copySqlite(
  from: string,
  to: string,
  accepts: (copy: DatabaseSync) => void,
): Promise<void> {
  if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new StoreError('gone', `there is no database ${from}`);
  }
  await inNewPlace(to, async (partial) => {
    const source = openReadOnly(from);
    try {
      await backup(source, partial, { rate: ALL_PAGES });
    } catch (error) {
      throw sqliteError(from, error);
    } finally {
      source.close();
    }
    checkCopy(from, partial, accepts);
  });
}

function openReadOnly(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true });
  } catch (error) {
    throw sqliteError(path, error);
  }
}

function checkCopy(from: string, path: string, accepts: (copy: DatabaseSync) => void): void {
  const copy = new DatabaseSync(path);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
    const pages = copy.prepare('PRAGMA integrity_check').all();
    const references = copy.prepare('PRAGMA foreign_key_check').all();
    if (pages.length !== 1 || pages[0]?.['integrity_check'] !== 'ok' || references.length > 0) {
      const message = `the copy of ${from} does not hold together: take an older one`;
      throw new StoreError('damaged', message);
    }
    accepts(copy);
  } catch (error) {
    throw sqliteError(from, error);
  } finally {
    copy.close();
  }
}
