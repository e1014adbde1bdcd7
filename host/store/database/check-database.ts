import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** So many of what is wrong are told. */
const MOST = 100;

/**
 * Whether a database holds together: its pages, its indexes, what refers to what. Tells what is
 * wrong; nothing when all is well. On PostgreSQL, which checks references itself, each row is read
 * once.
 */
export async function checkDatabase<Schema>(
  database: Database<Schema>,
): Promise<readonly string[]> {
  const { read } = database;
  if (database.dialect === 'postgres') {
    for (const name of await ownTables(read)) {
      await sql`select sum(length(cast(t as text))) from ${sql.table(name)} as t`.execute(read);
    }
    return [];
  }
  const pages = await sql<{ integrity_check: string }>`
    pragma integrity_check(${sql.raw(String(MOST))})`.execute(read);
  const faults = pages.rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const references = await sql<{ table: string; rowid: number | null; parent: string }>`
    pragma foreign_key_check`.execute(read);
  for (const { table, rowid, parent } of references.rows.slice(0, MOST)) {
    faults.push(`row ${String(rowid)} of ${table} refers to nothing in ${parent}`);
  }
  return faults;
}

/** Those of our schema alone: others share the server, as the wake of this very program does. */
async function ownTables<Schema>(read: Kysely<Schema>): Promise<readonly string[]> {
  const here = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema()`.execute(read);
  return here.rows.map(({ name }) => name);
}
