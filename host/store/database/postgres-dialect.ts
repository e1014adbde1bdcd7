import {
  type AbortableOperationOptions,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely';
import { postgresError } from './postgres-errors.ts';
import type { PostgresPool } from './postgres-pool.ts';

/** Kysely on a pool of pg. What fails of the store rejects with `StoreError`. */
export function postgresDialect(name: string, pool: PostgresPool): PostgresDialect {
  return new TellingDialect(name, { pool });
}

class TellingDialect extends PostgresDialect {
  readonly #name: string;
  readonly #config: PostgresDialectConfig;

  constructor(name: string, config: PostgresDialectConfig) {
    super(config);
    this.#name = name;
    this.#config = config;
  }

  override createDriver(): Driver {
    return new TellingDriver(this.#name, this.#config);
  }
}

class TellingDriver extends PostgresDriver {
  readonly #name: string;
  readonly #telling = new WeakSet<DatabaseConnection>();

  constructor(name: string, config: PostgresDialectConfig) {
    super(config);
    this.#name = name;
  }

  override async acquireConnection(
    options?: AbortableOperationOptions,
  ): Promise<DatabaseConnection> {
    const connection = await this.#told(() => super.acquireConnection(options));
    if (!this.#telling.has(connection)) {
      this.#telling.add(connection);
      const ask = connection.executeQuery.bind(connection);
      connection.executeQuery = <R>(...question: Parameters<typeof ask>) =>
        this.#told(() => ask<R>(...question));
    }
    return connection;
  }

  async #told<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw postgresError(this.#name, error);
    }
  }
}
