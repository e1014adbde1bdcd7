import { mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '@fobkit/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteError } from '../../../../host/store/database/sqlite-errors.ts';
import { PostgresPlace, SqlitePlace } from '../support/databases.ts';
import { addThing, openThings } from '../support/things.ts';

const files = new SqlitePlace();
afterAll(() => files.close());

const told = async (asked: Promise<unknown>): Promise<StoreError> => {
  const error = await asked.catch((thrown: unknown) => thrown);
  return error instanceof StoreError ? error : expect.unreachable(String(error));
};

describe('a database in a file', () => {
  test('is for its owner alone, with its journal', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    await addThing(database, 'one');
    for (const file of [address, `${address}-wal`, `${address}-shm`]) {
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    }
    await database.close();
  });

  test('is synced with each commit: WAL, synchronous = FULL', async () => {
    const database = await openThings(files.fresh());
    const pragma = (name: string): Promise<unknown> =>
      database.write(async (t) => {
        const { rows } = await t.executeQuery<Record<string, unknown>>({
          sql: `pragma ${name}`,
          parameters: [],
          query: { kind: 'RawNode', sqlFragments: [`pragma ${name}`], parameters: [] },
          queryId: { queryId: name },
        });
        return rows[0]?.[name];
      });
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('secure_delete')).toBe(1);
    await database.close();
  });

  test('by two names has its turns by one: nobody waits for the thread that it stops', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    symlinkSync(address, `${address}.link`);
    const linked = await openThings(`${address}.link`);
    await Promise.all([addThing(database, 'one'), addThing(linked, 'two')]);
    const rows = await linked.read.selectFrom('thing').select('name').orderBy('id').execute();
    expect(rows.map(({ name }) => name)).toEqual(['one', 'two']);
    await linked.close();
    await database.close();
  });

  test('whose folder is not there', async () => {
    const error = await told(openThings(join(files.folder, 'nowhere', 'a.db')));
    expect(error.code).toBe('gone');
    expect(error.message).toMatch(/there is no folder .*nowhere .*: make it first/);
  });

  test('that is a folder', async () => {
    const address = join(files.folder, 'folder.db');
    mkdirSync(address);
    expect((await told(openThings(address))).code).toBe('denied');
  });

  test('that is no database', async () => {
    const address = files.fresh();
    writeFileSync(address, 'serial,seed\n'.repeat(1000));
    const error = await told(openThings(address));
    expect(error.code).toBe('damaged');
    expect(readFileSync(address, 'utf8')).toContain('serial,seed');
  });

  test('that is of another program', async () => {
    const address = files.fresh();
    const other = new DatabaseSync(address);
    other.exec('CREATE TABLE music (title TEXT)');
    other.close();
    const error = await told(openThings(address));
    expect(error.code).toBe('denied');
    expect(error.message).toContain('it has a table music');
  });

  test('that was moved away while it was in use', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    renameSync(address, `${address}.moved`);
    expect((await told(addThing(database, 'lost'))).code).toBe('gone');
    renameSync(`${address}.moved`, address);
    await addThing(database, 'kept');
    await database.close();
  });

  test('that another took the place of while it was in use', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    renameSync(address, `${address}.moved`);
    writeFileSync(address, '');
    expect((await told(addThing(database, 'lost'))).code).toBe('gone');
    await database.close();
  });

  test('that has no room left keeps what it had, and goes on once there is some', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    await addThing(database, 'kept');
    const limit = (pages: number): Promise<unknown> =>
      database.write(async (t) => {
        const text = `pragma max_page_count = ${String(pages)}`;
        return await t.executeQuery({
          sql: text,
          parameters: [],
          query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
          queryId: { queryId: 'limit' },
        });
      });
    await limit(1);
    const fill = database.write(async (t) => {
      for (let at = 0; at < 100; at++) {
        const name = `${String(at)}${'x'.repeat(1000)}`;
        await t.insertInto('thing').values({ name, size: 1 }).execute();
      }
    });
    const error = await told(fill);
    expect(error.code).toBe('full');
    expect(error.message).toContain('Free some');
    await limit(1_000_000);
    await addThing(database, 'after');
    const rows = await database.read.selectFrom('thing').select('name').orderBy('id').execute();
    expect(rows.map(({ name }) => name)).toEqual(['kept', 'after']);
    await database.close();
  });

  test('that another process writes to for too long', async () => {
    const address = files.fresh();
    await (await openThings(address)).close();
    const other = new DatabaseSync(address);
    other.exec('BEGIN IMMEDIATE');
    const impatient = new DatabaseSync(address, { timeout: 0 });
    let busy: unknown;
    try {
      impatient.exec('BEGIN IMMEDIATE');
    } catch (error) {
      busy = sqliteError(address, error);
    }
    expect(busy).toMatchObject({ name: 'StoreError', code: 'busy' });
    impatient.close();
    other.close();
  });
});

describe('a database on a server', () => {
  let place: PostgresPlace;
  beforeAll(async () => {
    place = await PostgresPlace.start();
  });
  afterAll(() => place.close());

  test('tells its address without the password, and refusals too', async () => {
    const address = place.fresh();
    const database = await openThings(address);
    expect(database.name).toMatch(/^postgres:\/\/bench@127\.0\.0\.1:\d+\/t[0-9a-f]+$/);
    await database.close();
    const wrong = new URL(address);
    wrong.pathname = '/nothing-here';
    const error = await told(openThings(wrong.href));
    expect(error.code).toBe('denied');
    const text = `${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(text).not.toContain(place.server.password);
    expect(text).not.toContain(encodeURIComponent(place.server.password));
  });

  test('that nobody serves', async () => {
    const error = await told(openThings('postgres://bench:zu-geheim@127.0.0.1:1/fobkit'));
    expect(error.code).toBe('gone');
    expect(error.message).toContain('Is PostgreSQL running there');
    expect(String(error) + String(error.cause)).not.toContain('zu-geheim');
  });

  test('whose URL is none', async () => {
    const error = await told(openThings('postgres://bench:zu#geheim@/x:y:z'));
    expect(error.message).not.toContain('geheim');
  });

  test('whose table the user may not touch', async () => {
    const address = place.fresh();
    const database = await openThings(address);
    place.server.run('create role nobody login');
    const other = new URL(address);
    other.username = 'nobody';
    other.password = '';
    expect((await told(openThings(other.href))).code).toBe('denied');
    await database.close();
  });

  test('that dies inside a transaction, and comes back', async () => {
    const address = place.fresh();
    const database = await openThings(address);
    await addThing(database, 'kept');
    const dying = database.write(async (t) => {
      await t.insertInto('thing').values({ name: 'lost', size: 1 }).execute();
      await place.server.stop();
      await t.insertInto('thing').values({ name: 'lost too', size: 1 }).execute();
    });
    expect((await told(dying)).code).toBe('gone');
    expect((await told(addThing(database, 'nowhere'))).code).toBe('gone');
    expect((await told(database.now())).code).toBe('gone');
    expect((await told(database.read.selectFrom('thing').selectAll().execute())).code).toBe('gone');
    await place.server.restart();
    await addThing(database, 'after');
    const rows = await database.read.selectFrom('thing').select('name').orderBy('id').execute();
    expect(rows.map(({ name }) => name)).toEqual(['kept', 'after']);
    await database.close();
  });
});
