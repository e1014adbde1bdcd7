import type { Database } from '@fobkit/store';
import { type KyselyPlugin, sql } from 'kysely';
import { expect, vi } from 'vitest';

class Failure extends Error {}

/** All that these tables of a database hold, as text. */
export async function contentsOf<Schema>(
  { read }: Database<Schema>,
  tables: readonly string[],
): Promise<string> {
  const contents: string[] = [];
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(read);
    contents.push(
      rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    );
  }
  return contents.join('\n\n');
}

/**
 * Does a call again and again, failing one statement later each time, until it comes through. Each
 * failure must leave these tables as they were.
 */
export async function failEverywhere<Schema, T>(
  database: Database<Schema>,
  tables: readonly string[],
  call: () => Promise<T>,
): Promise<T> {
  const before = await contentsOf(database, tables);
  const write = database.write.bind(database);
  for (let statements = 0; ; statements++) {
    const failing = failingAfter(statements);
    const spy = vi
      .spyOn(database, 'write')
      .mockImplementation((work) => write((db) => work(db.withPlugin(failing))));
    try {
      const result = await call();
      expect(statements).toBeGreaterThan(2);
      return result;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    } finally {
      spy.mockRestore();
    }
    expect(await contentsOf(database, tables)).toBe(before);
  }
}

/** Fails at the statement after so many. */
function failingAfter(statements: number): KyselyPlugin {
  let left = statements;
  return {
    transformQuery: ({ node }) => {
      left -= 1;
      if (left < 0) throw new Failure();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
