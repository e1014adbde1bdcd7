import { nodeClock } from '@fobkit/client/node';
import {
  brokenConstraint,
  type Database,
  type Migration,
  openDatabase,
  StoreError,
} from '@fobkit/store';
import { sql, type Generated } from 'kysely';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase, PostgresPlace } from '../support/databases.ts';

interface Schema {
  readonly thing: {
    readonly id: Generated<number>;
    readonly name: string;
    readonly size: number;
    readonly body: Uint8Array | null;
  };
}

const THINGS: Migration = {
  name: '0001-things',
  async up(transaction, { types }) {
    await sql`create table thing (
      id ${types.id},
      name ${types.text} not null unique,
      size ${types.integer} not null check (size >= 0),
      body ${types.bytes}
    ) ${types.tableEnd}`.execute(transaction);
  },
};
const MORE: Migration = {
  name: '0002-more',
  async up(transaction) {
    await sql`insert into thing (name, size) values ('made', 1)`.execute(transaction);
  },
};

describe.each(kindsOfDatabase)('a database on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let database: Database<Schema>;
  const opened: Database<Schema>[] = [];

  async function open(migrations: readonly Migration[] = [THINGS]): Promise<Database<Schema>> {
    const made = await openDatabase<Schema>({ address, migrations, clock: nodeClock });
    opened.push(made);
    return made;
  }

  beforeAll(async () => {
    place = await kind.start();
  });
  beforeEach(async () => {
    address = place.fresh();
    database = await open();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => place.close());

  const names = async (): Promise<readonly string[]> =>
    (await database.read.selectFrom('thing').select('name').orderBy('id').execute()).map(
      ({ name }) => name,
    );
  const add = (name: string, size = 1): Promise<unknown> =>
    database.write((t) => t.insertInto('thing').values({ name, size }).execute());

  test('gives back what it got: integers to 2^53 - 1, bytes, text of any language', async () => {
    const row = { name: '鍵 🗝', size: Number.MAX_SAFE_INTEGER, body: Uint8Array.of(0, 255, 1) };
    const { id } = await database.write((t) =>
      t.insertInto('thing').values(row).returning('id').executeTakeFirstOrThrow(),
    );
    const read = await database.read.selectFrom('thing').selectAll().execute();
    expect(read).toEqual([{ id, ...row }]);
    const sum = await database.read
      .selectFrom('thing')
      .select(({ fn }) => [fn.countAll<number>().as('n'), fn.sum<number>('size').as('sum')])
      .execute();
    expect(sum).toEqual([{ n: 1, sum: Number.MAX_SAFE_INTEGER }]);
  });

  test('what throws leaves everything as it was', async () => {
    const failing = database.write(async (t) => {
      await t.insertInto('thing').values({ name: 'a', size: 1 }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  test('a reader sees nothing of a transaction that is not committed', async () => {
    let seen: readonly string[] = ['unread'];
    await database.write(async (t) => {
      await t.insertInto('thing').values({ name: 'a', size: 1 }).execute();
      seen = await names();
    });
    expect(seen).toEqual([]);
    expect(await names()).toEqual(['a']);
  });

  test('read, then written by many at once: nothing is lost', async () => {
    await add('n', 0);
    const other = await open();
    const step = (one: Database<Schema>): Promise<unknown> =>
      one.write(async (t) => {
        const { size } = await t.selectFrom('thing').select('size').executeTakeFirstOrThrow();
        await t
          .updateTable('thing')
          .set({ size: size + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 40 }, (_, at) => step(at % 2 ? other : database)));
    const { size } = await database.read.selectFrom('thing').selectAll().executeTakeFirstOrThrow();
    expect(size).toBe(40);
  });

  test('a transaction begun inside another is refused instead of waiting for itself', async () => {
    const nested = database.write(() => database.write(() => Promise.resolve()));
    await expect(nested).rejects.toThrow('inside another');
    await add('after');
    expect(await names()).toEqual(['after']);
  });

  test('what was only begun inside a transaction may begin another once that is over', async () => {
    const over = Promise.withResolvers<undefined>();
    let later: Promise<unknown> = Promise.resolve();
    await database.write(() => {
      later = over.promise.then(() => add('later'));
      return Promise.resolve();
    });
    over.resolve(undefined);
    await later;
    expect(await names()).toEqual(['later']);
  });

  test('tells which rule a write would have broken, and is no StoreError then', async () => {
    await add('a');
    const twice = await add('a').catch((error: unknown) => error);
    expect(twice).not.toBeInstanceOf(StoreError);
    expect(brokenConstraint(twice)).toBe('unique');
    expect(brokenConstraint(await add('b', -1).catch((error: unknown) => error))).toBe('check');
    expect(brokenConstraint(new Error('other'))).toBeUndefined();
  });

  test('steps of the schema are applied once, in their order, to what is there', async () => {
    await add('old');
    await open([THINGS, MORE]);
    await open([THINGS, MORE]);
    expect(await names()).toEqual(['old', 'made']);
  });

  test('a step that fails leaves the schema of the step before', async () => {
    const broken: Migration = {
      name: '0002-broken',
      async up(transaction) {
        await sql`insert into thing (name, size) values ('half', 1)`.execute(transaction);
        await sql`insert into nothing (name) values ('x')`.execute(transaction);
      },
    };
    await expect(open([THINGS, broken])).rejects.toThrow(/nothing/);
    await open([THINGS, MORE]);
    expect(await names()).toEqual(['made']);
  });

  test('a database of a newer fobkit is refused', async () => {
    await open([THINGS, MORE]);
    const refused = await open([THINGS]).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'StoreError', code: 'newer' });
    expect(String(refused)).toContain('0002-more');
  });

  test('many that open it at once make its tables once', async () => {
    address = place.fresh();
    const all = await Promise.all(Array.from({ length: 4 }, () => open([THINGS, MORE])));
    database = all[0] ?? database;
    expect(await names()).toEqual(['made']);
  });

  test('tells the time', async () => {
    expect(Math.abs((await database.now()) - nodeClock.unixMs())).toBeLessThan(60_000);
  });

  test('an id that was deleted is not given again', async () => {
    await add('a');
    const [first] = await database.read.selectFrom('thing').select('id').execute();
    await database.write((t) => t.deleteFrom('thing').execute());
    await add('b');
    const [second] = await database.read.selectFrom('thing').select('id').execute();
    expect(second?.id).toBeGreaterThan(first?.id ?? Infinity);
  });
});

test('two schemas of one server have tables of their own', async () => {
  const place = await PostgresPlace.start();
  const common = { address: place.fresh(), migrations: [THINGS], clock: nodeClock };
  const one = await openDatabase<Schema>(common);
  const other = await openDatabase<Schema>({ ...common, schema: 'other' });
  await one.write(async (db) => {
    await db.insertInto('thing').values({ name: 'of the first', size: 1, body: null }).execute();
  });
  expect(await one.read.selectFrom('thing').select('name').execute()).toHaveLength(1);
  expect(await other.read.selectFrom('thing').select('name').execute()).toEqual([]);
  await one.close();
  await other.close();
  await place.close();
}, 60_000);
