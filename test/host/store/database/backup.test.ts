import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { nodeClock } from '@fobkit/client/node';
import { backupDatabase, checkDatabase, type Database, restoreDatabase } from '@fobkit/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DatabasePlace, kindsOfDatabase, SqlitePlace } from '../support/databases.ts';
import { addThing, openThings, THINGS, type Things } from '../support/things.ts';

const files = new SqlitePlace();
afterAll(() => files.close());
const newFile = (): string => files.fresh().replace('.db', '.backup');

describe.each(kindsOfDatabase)('a backup on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let database: Database<Things>;

  beforeAll(async () => {
    place = await kind.start();
  });
  beforeEach(async () => {
    address = place.fresh();
    database = await openThings(address);
  });
  afterEach(() => database.close());
  afterAll(() => place.close());

  const restore = (from: string, to: string, migrations = [THINGS]): Promise<void> =>
    restoreDatabase({ from, address: to, migrations, clock: nodeClock });

  test('is one moment of a database to which others go on writing', async () => {
    await addThing(database, 'before');
    const to = newFile();
    const writing = (async () => {
      for (let at = 0; at < 50; at++) {
        await database.write(async (t) => {
          await t
            .insertInto('thing')
            .values({ name: `${String(at)}a`, size: 1 })
            .execute();
          await t
            .insertInto('thing')
            .values({ name: `${String(at)}b`, size: 1 })
            .execute();
        });
      }
    })();
    await backupDatabase({ address, to });
    await writing;
    expect(statSync(to).mode & 0o777).toBe(0o600);
    const elsewhere = place.fresh();
    await restore(to, elsewhere);
    const restored = await openThings(elsewhere);
    const rows = await restored.read.selectFrom('thing').select('name').execute();
    expect(rows.length % 2).toBe(1);
    expect(rows[0]?.name).toBe('before');
    expect(await checkDatabase(restored)).toEqual([]);
    await addThing(restored, 'after');
    await restored.close();
  });

  test('never takes the place of another file', async () => {
    const to = newFile();
    writeFileSync(to, 'mine');
    await expect(backupDatabase({ address, to })).rejects.toMatchObject({ code: 'denied' });
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });

  test('is not restored over a database', async () => {
    const to = newFile();
    await backupDatabase({ address, to });
    await addThing(database, 'newer than the backup');
    await expect(restore(to, address)).rejects.toMatchObject({ code: 'denied' });
    expect(await database.read.selectFrom('thing').selectAll().execute()).toHaveLength(1);
  });

  test('that fails leaves nothing behind', async () => {
    const to = join(files.folder, 'no', 'such', 'folder');
    await expect(backupDatabase({ address, to })).rejects.toMatchObject({ code: 'denied' });
    const name = `failed-${kind.name}`;
    const from = join(files.folder, `${name}.in`);
    writeFileSync(from, 'SQLite format 3\0 and then nothing');
    const elsewhere = place.fresh();
    await expect(restore(from, elsewhere)).rejects.toMatchObject({ name: 'StoreError' });
    expect(readdirSync(files.folder).filter((file) => file.endsWith('.partial'))).toEqual([]);
    await (await openThings(elsewhere)).close();
  });

  test('of a newer fobkit is refused', async () => {
    const to = newFile();
    await backupDatabase({ address, to });
    await expect(restore(to, place.fresh(), [])).rejects.toMatchObject({ code: 'newer' });
  });
});

describe('of a file', () => {
  test('a backup has no journal beside it, and is read where nobody may write', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    await addThing(database, 'one');
    const to = newFile();
    await backupDatabase({ address, to });
    await database.close();
    chmodSync(to, 0o400);
    expect(existsSync(`${to}-wal`)).toBe(false);
    const copy = new DatabaseSync(to, { readOnly: true });
    expect(copy.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    copy.close();
  });

  test('a backup that was damaged is not restored', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    for (let at = 0; at < 400; at++) await addThing(database, `thing ${String(at)}`.repeat(10));
    const from = newFile();
    await backupDatabase({ address, to: from });
    await database.close();
    const bytes = readFileSync(from);
    bytes.fill(0xff, 3 * 4096, 4 * 4096);
    writeFileSync(from, bytes);
    const to = files.fresh();
    const restoring = restoreDatabase({
      from,
      address: to,
      migrations: [THINGS],
      clock: nodeClock,
    });
    await expect(restoring).rejects.toMatchObject({ code: 'damaged' });
    expect(existsSync(to)).toBe(false);
  });

  test('what is no backup of ours is not restored', async () => {
    const from = newFile();
    const other = new DatabaseSync(from);
    other.exec('CREATE TABLE music (title TEXT)');
    other.close();
    const restoring = restoreDatabase({
      from,
      address: files.fresh(),
      migrations: [THINGS],
      clock: nodeClock,
    });
    await expect(restoring).rejects.toMatchObject({ code: 'denied' });
  });

  test('a row that refers to nothing is told', async () => {
    const address = files.fresh();
    const database = await openThings(address);
    const raw = new DatabaseSync(address, { enableForeignKeyConstraints: false });
    raw.exec(`CREATE TABLE part (id INTEGER PRIMARY KEY, of INTEGER REFERENCES thing (id)) STRICT;
      INSERT INTO part VALUES (1, 99)`);
    raw.close();
    expect(await checkDatabase(database)).toEqual(['row 1 of part refers to nothing in thing']);
    await database.close();
  });
});

test('where pg_dump is missing it is named', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const backup = backupDatabase({
    address: 'postgres://bench:zu-geheim@127.0.0.1:1/fobkit',
    to: newFile(),
  });
  await expect(backup).rejects.toThrow(/^pg_dump is not installed: apt-get/);
  vi.unstubAllEnvs();
});
