import type { Kysely, Transaction } from 'kysely';

/** SQLite in a file of its own, or PostgreSQL where several machines share it. */
export type Dialect = 'sqlite' | 'postgres';

/**
 * A database with one schema on both dialects. Integers are numbers up to 2^53 − 1, blobs
 * `Uint8Array`, booleans 0 and 1, times unix milliseconds, JSON text.
 */
export interface Database<Schema> {
  readonly dialect: Dialect;
  /** The file, or the server without its password. */
  readonly name: string;
  readonly read: Kysely<Schema>;
  /**
   * One transaction, durable when it resolves. On SQLite nobody else writes meanwhile; on
   * PostgreSQL it is repeated when the server tells that it could not be serialised, so that `work`
   * does nothing that a rollback would not undo. Rejects with `StoreError` when the store is gone.
   */
  write<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>;
  /**
   * What was deleted or written over is gone from the file too. PostgreSQL keeps it, sealed as it is,
   * until it needs the room: there nothing is done.
   */
  forget(): Promise<void>;
  /** Of the server on PostgreSQL, of this machine on SQLite: unix milliseconds. */
  now(): Promise<number>;
  close(): Promise<void>;
}
