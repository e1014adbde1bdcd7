import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { HostClock } from '@fobkit/client';
import { knownSteps, MIGRATION_TABLE } from './migrate.ts';
import type { Migrations } from './migration.ts';
import { markHalfRestored, unmarkRestored } from './half-restored.ts';
import { inNewPlace } from './new-place.ts';
import { openDatabase } from './open-database.ts';
import {
  isPostgresAddress,
  parsePostgresAddress,
  POSTGRES_ADDRESS_HINT,
} from './postgres-address.ts';
import { openPool, SCHEMA } from './postgres-pool.ts';
import { postgresError } from './postgres-errors.ts';
import { runPostgresTool } from './postgres-tools.ts';
import { BACKUP_MARK, copySqlite } from './sqlite-copy.ts';
import { StoreError } from './store-error.ts';

export interface BackupOptions {
  /** Of the database. */
  readonly address: string;
  /** A file that is not there yet. */
  readonly to: string;
  /** PostgreSQL: `fobkit` if absent. */
  readonly schema?: string;
}

/**
 * Copies a database as it is at one moment into a new file, for its owner alone, while others work
 * on it. Of PostgreSQL `pg_dump` makes it. Rejects with `StoreError`.
 */
export async function backupDatabase({ address, to, schema }: BackupOptions): Promise<void> {
  if (!isPostgresAddress(address)) {
    await copySqlite(address, to, (copy) => {
      copy.exec(`PRAGMA user_version = ${String(BACKUP_MARK)}`);
    });
    return;
  }
  await inNewPlace(to, (partial) =>
    runPostgresTool('pg_dump', address, [
      '--format=custom',
      '--no-owner',
      '--no-privileges',
      `--schema=${schema ?? SCHEMA}`,
      `--file=${partial}`,
    ]),
  );
}

export interface RestoreOptions {
  /** What `backupDatabase` made. */
  readonly from: string;
  /** A file that is not there yet, or the URL of a PostgreSQL database without such a schema. */
  readonly address: string;
  readonly migrations: Migrations;
  readonly clock: HostClock;
  readonly schema?: string;
  /** PostgreSQL: what is to be done before anybody may open it, who does not say `restoring`. */
  readonly settle?: () => Promise<void>;
}

/**
 * Makes a database of a backup, in a new place alone, and checks it before it is there. Rejects with
 * `StoreError`: `denied` where something is there already, `damaged` and `newer` for the backup.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<void> {
  const { from, address, migrations } = options;
  if (isPostgresAddress(address)) {
    await restorePostgres(options);
    return;
  }
  await copySqlite(from, address, (copy) => {
    knownSteps(from, migrations, stepsOf(from, copy));
    copy.exec('PRAGMA user_version = 0');
  });
}

function stepsOf(from: string, copy: DatabaseSync): readonly string[] {
  const table = copy.prepare('SELECT name FROM sqlite_schema WHERE name = ?').get(MIGRATION_TABLE);
  if (table === undefined) {
    throw new StoreError('denied', `${from} is no backup of fobkit: it is another program's`);
  }
  const rows = copy.prepare(`SELECT name FROM ${MIGRATION_TABLE}`).all();
  return rows.map(({ name }) => String(name));
}

async function restorePostgres(options: RestoreOptions): Promise<void> {
  const { from, address: text, migrations, clock, schema = SCHEMA } = options;
  const address = parsePostgresAddress(text);
  if (address === undefined) throw new StoreError('denied', POSTGRES_ADDRESS_HINT);
  const pool = await openPool(address, schema, undefined);
  try {
    const found = await pool.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (found.rowCount !== 0) {
      const message = `the database ${address.shown} holds a registry already: name a new database`;
      throw new StoreError('denied', message);
    }
    await markHalfRestored(pool, schema);
    const args = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
    try {
      await runPostgresTool('pg_restore', text, [...args, resolve(from)]);
    } catch (error) {
      // All of it is in one transaction: nothing is there.
      await unmarkRestored(pool, schema);
      throw error;
    }
    const place = { address: text, migrations, clock, schema, restoring: true };
    const database = await openDatabase(place);
    await database.close();
    await options.settle?.();
    await unmarkRestored(pool, schema);
  } catch (error) {
    throw postgresError(address.shown, error);
  } finally {
    await pool.end();
  }
}
