import { randomInt } from 'node:crypto';
import { delay, type HostClock } from '@fobkit/client';
import { Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import type { OpenOptions } from './opening.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { postgresCode, postgresError } from './postgres-errors.ts';
import { refuseHalfRestored } from './half-restored.ts';
import { openPool, type PostgresPool, SCHEMA } from './postgres-pool.ts';
import { StoreError } from './store-error.ts';
import { WriteScope } from './write-scope.ts';

/** How often a transaction is begun again that the server could not put in a row with others. */
const MOST_TRIES = 30;
const PATIENT_TRIES = 3;
const LONGEST_PAUSE_MS = 200;
/** serialization_failure, deadlock_detected. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
/** Any number that is ours: who comes first makes the tables. */
const MIGRATION_LOCK = 7_210_531;

/**
 * A database on a server. The transactions of one process wait for each other as in a file: each
 * ends with the process's one audit chain, on which they would wait anyway.
 */
export class PostgresDatabase<Schema> implements Database<Schema> {
  readonly dialect = 'postgres';
  readonly name: string;
  readonly read: Kysely<Schema>;
  readonly #pool: PostgresPool;
  readonly #clock: HostClock;
  readonly #isolation: 'read committed' | 'serializable';
  readonly #scope = new WriteScope();

  private constructor(name: string, pool: PostgresPool, options: OpenOptions) {
    this.name = name;
    this.#pool = pool;
    this.#clock = options.clock;
    this.#isolation = options.isolation ?? 'serializable';
    this.read = new Kysely({ dialect: postgresDialect(name, pool) });
  }

  /** Rejects with `StoreError`. */
  static async open<Schema>(
    address: PostgresAddress,
    options: OpenOptions,
  ): Promise<PostgresDatabase<Schema>> {
    const schema = options.schema ?? SCHEMA;
    const pool = await openPool(address, schema, options.log);
    const database = new PostgresDatabase<Schema>(address.shown, pool, options);
    try {
      if (!(options.restoring ?? false)) await refuseHalfRestored(address.shown, pool, schema);
      await database.#migrate(schema, options);
      return database;
    } catch (error) {
      await database.close();
      throw postgresError(address.shown, error);
    }
  }

  async write<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    return await this.#scope.run(async () => {
      for (let tries = 1; ; tries++) {
        try {
          const transaction = this.read.transaction().setIsolationLevel(this.#isolation);
          return await transaction.execute(work);
        } catch (error) {
          if (!AGAIN.has(serverCode(error)) || tries === MOST_TRIES) {
            throw postgresError(this.name, error);
          }
        }
        if (tries >= PATIENT_TRIES) {
          await delay(this.#clock, randomInt(1, Math.min(LONGEST_PAUSE_MS, 4 * tries)));
        }
      }
    });
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  async now(): Promise<number> {
    const answer = await sql<{ now: number }>`
      select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(
      this.read,
    );
    const [row] = answer.rows;
    if (row === undefined) throw new Error('the server does not tell its time');
    return row.now;
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #migrate(schema: string, { migrations, clock }: OpenOptions): Promise<void> {
    const untyped = new Kysely<unknown>({
      dialect: postgresDialect(this.name, this.#pool),
    });
    const alone = <T>(work: (transaction: Transaction<unknown>) => Promise<T>): Promise<T> =>
      untyped.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
        return await work(transaction);
      });
    await alone((transaction) => transaction.schema.createSchema(schema).ifNotExists().execute());
    const target = {
      dialect: 'postgres' as const,
      name: this.name,
      alone,
      unixMs: () => clock.unixMs(),
    };
    await migrate(target, migrations);
  }
}

function serverCode(error: unknown): string {
  return postgresCode(error instanceof StoreError ? error.cause : error);
}
