import type { PostgresPool } from './postgres-pool.ts';
import { StoreError } from './store-error.ts';

/** The schema that is there while another is restored beside it. */
function markOf(schema: string): string {
  return `${schema.slice(0, 50)}_restoring`;
}

export async function markHalfRestored(pool: PostgresPool, schema: string): Promise<void> {
  await pool.query(`create schema if not exists ${markOf(schema)}`);
}

export async function unmarkRestored(pool: PostgresPool, schema: string): Promise<void> {
  await pool.query(`drop schema if exists ${markOf(schema)}`);
}

/** @throws StoreError `denied` where a restoring was cut short: what it holds is not settled. */
export async function refuseHalfRestored(
  shown: string,
  pool: PostgresPool,
  schema: string,
): Promise<void> {
  const found = await pool.query('select 1 from pg_namespace where nspname = $1', [markOf(schema)]);
  if (found.rowCount === 0) return;
  const message = `the database ${shown} was not restored to its end: restore into a new database`;
  throw new StoreError('denied', message);
}
