import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Postgres } from '../../../support/postgres.ts';

/** Where a test's databases are: `describe.each(kindsOfDatabase)('… on $name', (kind) => …)`. */
export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Makes the place ready; in `beforeAll`. */
  start(): Promise<DatabasePlace>;
}

export interface DatabasePlace {
  readonly name: DatabaseKind['name'];
  /** The address of a database that is empty, and that no other test has. */
  fresh(): string;
  /** Ends the server and takes everything away; in `afterAll`. */
  close(): Promise<void>;
}

/** A file each in a folder of the test file's own. */
export class SqlitePlace implements DatabasePlace {
  readonly name = 'SQLite';
  readonly folder = mkdtempSync(join(tmpdir(), 'fobkit-sqlite-'));
  #made = 0;

  fresh(): string {
    this.#made += 1;
    return join(this.folder, `${String(this.#made)}.db`);
  }

  close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }
}

/** A database each in one server of the test file's own. */
export class PostgresPlace implements DatabasePlace {
  readonly name = 'PostgreSQL';
  readonly server: Postgres;

  private constructor(server: Postgres) {
    this.server = server;
  }

  static async start(): Promise<PostgresPlace> {
    return new PostgresPlace(await Postgres.start());
  }

  fresh(): string {
    const name = `t${randomBytes(6).toString('hex')}`;
    this.server.run(`create database ${name}`);
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

export const kindsOfDatabase: readonly DatabaseKind[] = [
  { name: 'SQLite', start: () => Promise.resolve(new SqlitePlace()) },
  { name: 'PostgreSQL', start: () => PostgresPlace.start() },
];
