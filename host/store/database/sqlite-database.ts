import { closeSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HostClock } from '@fobkit/client';
import { Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { OpenOptions } from './opening.ts';
import { BACKUP_MARK } from './sqlite-copy.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteError } from './sqlite-errors.ts';
import { StoreError } from './store-error.ts';
import { WriteScope } from './write-scope.ts';

/** How long another process may be in a transaction. */
const BUSY_TIMEOUT_MS = 5_000;

/** `secure_delete` writes zeros over what is deleted. */
const WRITER = 'PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON';

/**
 * The turns of this process by file, whatever its names: SQLite waits for another writer by stopping
 * the thread, in which that writer could not come to its end.
 */
const scopes = new Map<string, WriteScope>();

/** A database in a file. What is read never sees a transaction that is not committed. */
export class SqliteDatabase<Schema> implements Database<Schema> {
  readonly dialect = 'sqlite';
  readonly name: string;
  readonly read: Kysely<Schema>;
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #writing: Kysely<Schema>;
  readonly #scope: WriteScope;
  readonly #group: GroupCommit<Schema>;
  readonly #clock: HostClock;
  readonly #file: string;

  private constructor(path: string, { clock, sync = 'full' }: OpenOptions) {
    this.name = path;
    this.#clock = clock;
    this.#file = makeFile(path);
    this.#scope = scopes.get(this.#file) ?? new WriteScope();
    scopes.set(this.#file, this.#scope);
    this.#writer = connect(path, `${WRITER}; PRAGMA synchronous = ${sync}`);
    this.#reader = connect(path, 'PRAGMA query_only = ON');
    this.#writing = new Kysely({ dialect: sqliteDialect(this.name, this.#writer) });
    this.read = new Kysely({ dialect: sqliteDialect(this.name, this.#reader) });
    this.#group = new GroupCommit({
      commit: (all) => this.#scope.alone(() => this.#commit(all)),
      isOpen: () => this.#writer.isTransaction,
    });
  }

  /** Rejects with `StoreError`. */
  static async open<Schema>(options: OpenOptions): Promise<SqliteDatabase<Schema>> {
    const path = resolve(options.address);
    let database: SqliteDatabase<Schema>;
    try {
      database = new SqliteDatabase<Schema>(path, options);
    } catch (error) {
      throw sqliteError(path, error);
    }
    try {
      await database.#migrate(options);
      return database;
    } catch (error) {
      await database.close();
      throw sqliteError(path, error);
    }
  }

  async write<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    this.#scope.check();
    return await this.#group.add((transaction) => this.#scope.inside(() => work(transaction)));
  }

  async forget(): Promise<void> {
    await this.#scope.run(async () => {
      // Deleted bytes are zeros in the file already; the journal still has them until it is emptied.
      const kysely = sql<{ busy: number }>`pragma wal_checkpoint(truncate)`;
      const { rows } = await kysely.execute(this.#writing);
      if (rows[0]?.busy === 0) return;
      throw new StoreError(
        'busy',
        `the database ${this.name}: another process reads it, so that what was deleted is still ` +
          'in its journal. End the others, then ask again.',
      );
    });
  }

  now(): Promise<number> {
    return Promise.resolve(this.#clock.unixMs());
  }

  close(): Promise<void> {
    // The last one takes what the journal holds into the file.
    if (this.#reader.isOpen) this.#reader.close();
    if (this.#writer.isOpen) this.#writer.close();
    return Promise.resolve();
  }

  async #commit(all: (transaction: Transaction<Schema>) => Promise<void>): Promise<void> {
    if (fileOf(this.name) !== this.#file) {
      throw new StoreError(
        'gone',
        `the database ${this.name} was moved or deleted while it was in use. Put it back and ` +
          'start again, or restore the last backup into a new place.',
      );
    }
    await this.#writing.transaction().execute(all);
  }

  async #migrate({ migrations }: OpenOptions): Promise<void> {
    const untyped = new Kysely<unknown>({
      dialect: sqliteDialect(this.name, this.#writer),
    });
    const target = {
      dialect: 'sqlite' as const,
      name: this.name,
      alone: <T>(work: (transaction: Transaction<unknown>) => Promise<T>) =>
        this.#scope.run(() => untyped.transaction().execute(work)),
      unixMs: () => this.#clock.unixMs(),
    };
    await migrate(target, migrations);
  }
}

/** For its owner alone; SQLite gives its journal the same rights. */
function makeFile(path: string): string {
  const folder = dirname(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new StoreError('gone', `there is no folder ${folder} for the database: make it first.`);
  }
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    const denied = `the database ${path} cannot be written by this user. Give it the file.`;
    throw new StoreError('denied', denied, { cause: error });
  }
  return fileOf(path);
}

function fileOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${String(found.dev)}:${String(found.ino)}`;
}

function connect(path: string, pragmas: string): DatabaseSync {
  const sqlite = new DatabaseSync(path, {
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
    allowExtension: false,
  });
  try {
    sqlite.exec(pragmas);
    // A damaged file is told of now, not in the middle of a shift.
    sqlite.prepare('SELECT count(*) FROM sqlite_schema').get();
    refuseBackup(path, sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Whoever works on a copy as if nothing had happened since does again what was done since. */
function refuseBackup(path: string, sqlite: DatabaseSync): void {
  if (sqlite.prepare('PRAGMA user_version').get()?.['user_version'] !== BACKUP_MARK) return;
  throw new StoreError('denied', `${path} is a backup: restore it into a new place, and open that`);
}
