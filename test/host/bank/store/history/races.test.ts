import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdministratorBank } from '../../../../../host/bank/store/administrator-desk.ts';
import { openBank, type OpenedBank } from '../../../../../host/bank/store/open-bank.ts';
import { OperatorBank } from '../../../../../host/bank/store/operator-desk.ts';
import type { BankParts } from '../../../../../host/bank/store/parts.ts';
import { UserBank } from '../../../../../host/bank/store/user-desk.ts';
import { PostgresPlace } from '../../../store/support/databases.ts';
import type { TestBank } from '../support.ts';
import { anyRace, type NoOrder, playRace } from './race.ts';
import { RealBank } from './real-bank.ts';

/** Some hundreds have a look that is a soak: `FOBKIT_BANK_RACES=300`. */
const RACES = Number(process.env['FOBKIT_BANK_RACES'] ?? '3');
/** Among so many the planted race is found, mostly by the first. */
const MOST = 25;
/** Each writes one transaction after the other. */
const PROCESSES = 5;
const SEED = 20_261_128;

let place: PostgresPlace;
let made: TestBank;
let processes: OpenedBank[];
let run = 0;

beforeAll(async () => {
  place = await PostgresPlace.start();
  made = await RealBank.make({ address: place.fresh(), name: 'bank-0' });
  processes = [made.bank];
  for (let at = 1; at < PROCESSES; at++) {
    processes.push(await openBank({ ...made.options, name: `bank-${at}` }));
  }
}, 60_000);
afterAll(async () => {
  for (const bank of processes.slice(1)) await bank.close();
  await made.close();
  await place.close();
});

async function firstWithoutOrder(
  banks: readonly OpenedBank[],
  races: number,
): Promise<NoOrder | undefined> {
  for (const race of fc.sample(anyRace, { numRuns: races, seed: SEED })) {
    const found = await playRace(await RealBank.in(made, run++), banks, race);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The desks of a bank that believes itself alone, as on SQLite, and locks nothing. */
function withoutLocks({ parts, ...bank }: OpenedBank): OpenedBank {
  const { database } = parts;
  const lockless: BankParts = {
    ...parts,
    database: {
      dialect: 'sqlite',
      name: database.name,
      read: database.read,
      write: (work) => database.write(work),
      forget: () => database.forget(),
      now: () => database.now(),
      close: () => database.close(),
    },
  };
  return {
    ...bank,
    parts: lockless,
    administrator: new AdministratorBank(lockless),
    operator: new OperatorBank(lockless),
    user: new UserBank(lockless),
  };
}

test(
  'whatever clients do at once on PostgreSQL, some order explains what each was told, and the end',
  async () => {
    expect(await firstWithoutOrder(processes, RACES)).toBeUndefined();
  },
  60_000 + RACES * 10_000,
);

test('a bank without its locks is found out', async () => {
  expect(await firstWithoutOrder(processes.map(withoutLocks), MOST)).toBeDefined();
}, 300_000);
