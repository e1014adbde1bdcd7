import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  type SqliteStatement,
  SqliteDriver,
} from 'kysely';
import { sqliteError } from './sqlite-errors.ts';

/**
 * Kysely on a connection of node:sqlite; a transaction takes the right to write as it begins. What
 * fails of the store rejects with `StoreError`.
 */
export function sqliteDialect(name: string, sqlite: DatabaseSync): SqliteDialect {
  return new ImmediateDialect(sqlite, { database: shimOf(name, sqlite) });
}

class ImmediateDialect extends SqliteDialect {
  readonly #sqlite: DatabaseSync;
  readonly #config: SqliteDialectConfig;

  constructor(sqlite: DatabaseSync, config: SqliteDialectConfig) {
    super(config);
    this.#sqlite = sqlite;
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#sqlite, this.#config);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: DatabaseSync;

  constructor(sqlite: DatabaseSync, config: SqliteDialectConfig) {
    super(config);
    this.#sqlite = sqlite;
  }

  /** One that begins as a reader could not become a writer once another has written. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself rolls back when the disk is full or fails. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Texts of statements that are kept ready: more than any program here has. */
const MOST_PREPARED = 500;

/** As much of better-sqlite3 as Kysely knows. */
function shimOf(name: string, sqlite: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const told = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      throw sqliteError(name, error);
    }
  };
  return {
    close: () => {
      sqlite.close();
    },
    prepare(text) {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = told(() => sqlite.prepare(text));
      const made = {
        reader: statement.columns().length > 0,
        all: (values: readonly unknown[]) => told(() => statement.all(...values.map(inputOf))),
        run: (values: readonly unknown[]) => told(() => statement.run(...values.map(inputOf))),
        // One that is read row by row is nobody else's meanwhile.
        iterate: (values: readonly unknown[]) =>
          told(() => sqlite.prepare(text)).iterate(...values.map(inputOf)),
      };
      if (prepared.size >= MOST_PREPARED) prepared.clear();
      prepared.set(text, made);
      return made;
    },
  };
}

function inputOf(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint' || value instanceof Uint8Array) return value;
  throw new TypeError(`a database holds no ${typeof value}`);
}
