import { type Kysely, sql, type Transaction } from 'kysely';
import type { Dialect } from './database.ts';
import { type Migration, type Migrations, migrationTools } from './migration.ts';
import { StoreError } from './store-error.ts';

/** What the steps are applied to. */
export interface MigrationTarget {
  readonly dialect: Dialect;
  readonly name: string;
  /** One transaction; no other process is in one of these meanwhile. */
  alone<T>(work: (transaction: Transaction<unknown>) => Promise<T>): Promise<T>;
  unixMs(): number;
}

export const MIGRATION_TABLE = 'fobkit_migration';

/**
 * Applies what is missing, each step in one transaction. Rejects with `StoreError` `newer` when the
 * database has a step that is not among them, and `denied` when it is another program's.
 */
export async function migrate(target: MigrationTarget, migrations: Migrations): Promise<void> {
  await target.alone((transaction) => makeTable(target, transaction));
  while (await target.alone((transaction) => applyNext(target, migrations, transaction))) {
    // The next one has a transaction of its own.
  }
}

async function makeTable(target: MigrationTarget, db: Transaction<unknown>): Promise<void> {
  const tables = await tablesOf(target, db);
  if (tables.includes(MIGRATION_TABLE)) return;
  if (target.dialect === 'sqlite' && tables.length > 0) {
    throw new StoreError(
      'denied',
      `the database ${target.name} is another program's: it has a table ${String(tables[0])}. ` +
        'Name another file.',
    );
  }
  const { types } = migrationTools(target.dialect);
  await sql`create table ${sql.table(MIGRATION_TABLE)}
    (name ${types.text} primary key, applied_unix_ms ${types.integer} not null)
    ${types.tableEnd}`.execute(db);
}

/** On a server those of our schema alone: a station and a bank share one database. */
async function tablesOf(
  { dialect }: MigrationTarget,
  db: Kysely<unknown>,
): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  if (dialect === 'sqlite') return tables.map(({ name }) => name);
  const here = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  const own = here.rows[0]?.name;
  return tables.filter(({ schema }) => schema === own).map(({ name }) => name);
}

/** Tells whether there was one to apply. */
async function applyNext(
  target: MigrationTarget,
  migrations: Migrations,
  db: Transaction<unknown>,
): Promise<boolean> {
  const applied = await sql<{
    name: string;
  }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  const names = new Set(applied.rows.map(({ name }) => name));
  knownSteps(target.name, migrations, names);
  const next = migrations.find(({ name }) => !names.has(name));
  if (next === undefined) return false;
  await next.up(db, migrationTools(target.dialect));
  await sql`insert into ${sql.table(MIGRATION_TABLE)} (name, applied_unix_ms)
    values (${next.name}, ${target.unixMs()})`.execute(db);
  return true;
}

/** @throws StoreError `newer` when a step is none of ours. */
export function knownSteps(
  name: string,
  migrations: readonly Migration[],
  applied: Iterable<string>,
): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied].filter((one) => !known.has(one));
  if (unknown.length === 0) return;
  throw new StoreError(
    'newer',
    `the database ${name} was made by a newer fobkit (${unknown.join(', ')}): ` +
      'install that version on this machine too.',
  );
}
