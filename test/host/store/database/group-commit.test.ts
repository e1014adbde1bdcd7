import { nodeClock } from '@fobkit/client/node';
import { type Database, type Migration, openDatabase, StoreError } from '@fobkit/store';
import { sql, type Transaction } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GroupCommit } from '../../../../host/store/database/group-commit.ts';
import { SqlitePlace } from '../support/databases.ts';

interface Schema {
  readonly thing: { readonly name: string };
}

const THINGS: Migration = {
  name: '0001-things',
  async up(transaction) {
    await sql`create table thing (name text not null unique)`.execute(transaction);
  },
};

let place: SqlitePlace;
let database: Database<Schema>;
/** Transactions that were committed. */
let commits: number;
let isOpen: boolean;
let group: GroupCommit<Schema>;

beforeEach(async () => {
  place = new SqlitePlace();
  const address = place.fresh();
  database = await openDatabase<Schema>({ address, migrations: [THINGS], clock: nodeClock });
  commits = 0;
  isOpen = true;
  group = new GroupCommit<Schema>({
    commit: async (all) => {
      await database.write(all);
      commits++;
    },
    isOpen: () => isOpen,
  });
});
afterEach(async () => {
  await database.close();
  await place.close();
});

const add =
  (name: string) =>
  async (transaction: Transaction<Schema>): Promise<string> => {
    await transaction.insertInto('thing').values({ name }).execute();
    return name;
  };
const names = async (): Promise<readonly string[]> =>
  (await database.read.selectFrom('thing').select('name').orderBy('name').execute()).map(
    (row) => row.name,
  );

describe('what is asked for in one turn', () => {
  it('is committed together, and each is told what its own work gave', async () => {
    const asked = ['a', 'b', 'c'].map((name) => group.add(add(name)));
    expect(await Promise.all(asked)).toEqual(['a', 'b', 'c']);
    expect([commits, await names()]).toEqual([1, ['a', 'b', 'c']]);
  });

  it('is told to nobody before all of it is durable', async () => {
    let told = false;
    const first = group.add(add('a')).then(() => {
      told = true;
    });
    let toldWithin = false;
    await group.add(async (transaction) => {
      await add('b')(transaction);
      toldWithin = told;
    });
    await first;
    expect(toldWithin).toBe(false);
  });

  it('goes in without the one that fails, whatever that had written', async () => {
    const asked = [
      group.add(add('a')),
      group.add(async (transaction) => {
        await add('b')(transaction);
        throw new Error('changed its mind');
      }),
      group.add(add('a')),
      group.add(add('c')),
    ];
    const ends = (await Promise.allSettled(asked)).map(({ status }) => status);
    expect(ends).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect([commits, await names()]).toEqual([1, ['a', 'c']]);
  });

  it('fails as a whole when the database rolled it back by itself', async () => {
    const asked = [
      group.add(add('a')),
      group.add(() => {
        isOpen = false;
        return Promise.reject(new StoreError('full', 'the disk is full'));
      }),
      group.add(add('b')),
    ];
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([commits, await names()]).toEqual([0, []]);
  });

  it('of one alone is rolled back by its own error, and the next goes on', async () => {
    await expect(group.add(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await group.add(add('a'))).toBe('a');
  });
});
