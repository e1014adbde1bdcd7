import type { Database } from './database.ts';
import type { OpenOptions } from './opening.ts';
import {
  isPostgresAddress,
  parsePostgresAddress,
  POSTGRES_ADDRESS_HINT,
} from './postgres-address.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import { StoreError } from './store-error.ts';

/**
 * Opens a database, makes it where there is none yet, and brings its schema up to date. Rejects with
 * `StoreError`.
 */
export async function openDatabase<Schema>(options: OpenOptions): Promise<Database<Schema>> {
  if (!isPostgresAddress(options.address)) return await SqliteDatabase.open<Schema>(options);
  const address = parsePostgresAddress(options.address);
  if (address === undefined) throw new StoreError('denied', POSTGRES_ADDRESS_HINT);
  return await PostgresDatabase.open<Schema>(address, options);
}
