import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dialect } from './database.ts';

/** Column types by their use; on SQLite tables are `strict`, which knows few names. */
export interface ColumnTypes {
  /** Up to 2^53 − 1; times in milliseconds, counts, flags. */
  readonly integer: RawBuilder<unknown>;
  readonly text: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
  /** The type and the rest of an id that the database gives: `primary key` and never used again. */
  readonly id: RawBuilder<unknown>;
  /** What stands behind `create table (…)`. */
  readonly tableEnd: RawBuilder<unknown>;
}

export interface MigrationTools {
  readonly dialect: Dialect;
  readonly types: ColumnTypes;
}

/** One step from an older schema to a newer, in a transaction of its own. */
export interface Migration {
  /** Unique, and for good: `0001-lots`. */
  readonly name: string;
  up(transaction: Transaction<unknown>, tools: MigrationTools): Promise<void>;
}

/** All there are, in the order in which they are applied. What was released is never changed. */
export type Migrations = readonly Migration[];

const COLUMN_TYPES: Readonly<Record<Dialect, ColumnTypes>> = {
  sqlite: {
    integer: sql`integer`,
    text: sql`text`,
    bytes: sql`blob`,
    id: sql`integer primary key autoincrement`,
    tableEnd: sql`strict`,
  },
  postgres: {
    integer: sql`bigint`,
    // Bytes in their order, as SQLite compares: whatever the server's locale.
    text: sql`text collate "C"`,
    bytes: sql`bytea`,
    id: sql`bigint generated always as identity primary key`,
    tableEnd: sql``,
  },
};

export function migrationTools(dialect: Dialect): MigrationTools {
  return { dialect, types: COLUMN_TYPES[dialect] };
}
