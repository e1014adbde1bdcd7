import { nodeClock } from '@fobkit/client/node';
import { type Database, type Migration, openDatabase, type OpenOptions } from '@fobkit/store';
import { type Generated, sql } from 'kysely';

export interface Things {
  readonly thing: {
    readonly id: Generated<number>;
    readonly name: string;
    readonly size: number;
    readonly body: Uint8Array | null;
  };
}

export const THINGS: Migration = {
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

export function openThings(
  address: string,
  options: Partial<OpenOptions> = {},
): Promise<Database<Things>> {
  return openDatabase<Things>({ address, migrations: [THINGS], clock: nodeClock, ...options });
}

export function addThing(database: Database<Things>, name: string): Promise<unknown> {
  return database.write((t) => t.insertInto('thing').values({ name, size: 1 }).execute());
}
