import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sqliteError } from '../../../../host/store/database/sqlite-errors.ts';

/** SQLITE_IOERR_SHMSIZE: what a full disk says of the log's index. */
const unwritten = Object.assign(new Error('disk I/O error'), { errcode: 10 | (19 << 8) });

test.each([
  // Of /proc nothing is ever free.
  ['/proc/registry.db', 'full'],
  [join(tmpdir(), 'registry.db'), 'gone'],
  ['/nowhere/registry.db', 'gone'],
])('a write to %s that fails is told as %s', (file, code) => {
  expect(sqliteError(file, unwritten)).toMatchObject({ name: 'StoreError', code });
});
