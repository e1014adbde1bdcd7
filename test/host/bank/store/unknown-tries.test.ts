import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import {
  LOGIN_CODE,
  LOGIN_RULES,
  NEW_CONTRACT,
  opened,
  type TestBank,
  testBank,
} from './support.ts';

const MOST = 5;

let made: TestBank;

async function open(address: string): Promise<() => Promise<void>> {
  const settings = { ...LOGIN_RULES.settings, mostUnknownTried: MOST };
  made = await testBank({ address, settings });
  await opened(made.bank);
  return () => made.close();
}

/** What is said to a wrong login code, so many times. */
async function wrong(contractId: string, times: number): Promise<unknown[]> {
  const said: unknown[] = [];
  for (let at = 0; at < times; at++) {
    made.clock.pass(1);
    said.push(
      (await made.bank.login.administrator({ by: 'id', contractId }, 'machigai9')).sentence,
    );
  }
  return said;
}

async function tried(): Promise<readonly string[]> {
  const { read } = made.bank.database;
  const rows = await read.selectFrom('login_tries').select('who').orderBy('who').execute();
  return rows.map(({ who }) => who);
}

describe.each(kindsOfDatabase)('on $name', (kind) => {
  let place: DatabasePlace;
  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(() => open(place.fresh()));

  test('however many names that nobody has are tried, only so many are kept, and every customer', async () => {
    await wrong('123456', 2);
    for (let name = 900_000; name < 900_008; name++) await wrong(String(name), 1);
    await made.bank.login.user(
      { by: 'id', contractId: '123456' },
      { userId: 'yamada', password: 'x' },
    );
    const kept = await tried();
    expect(kept).toHaveLength(1 + MOST);
    expect(kept).toContain('123456');
    expect(kept).toContain('123456/yamada');
  });

  test('a name that nobody has is shut out as long as a customer is, however long somebody waits', async () => {
    expect(await wrong('999999', 5)).toEqual(await wrong('123456', 5));
    made.clock.pass(400 * 86_400);
    await wrong('888888', 1);
    expect(await wrong('999999', 1)).toEqual(['login-suspended']);
    expect(await wrong('123456', 1)).toEqual(['login-suspended']);
  });

  test('whoever opens a contract finds none of the tries of those before him', async () => {
    await wrong('777777', 5);
    await opened(made.bank, { ...NEW_CONTRACT, contractId: '777777' });
    const reply = await made.bank.login.administrator(
      { by: 'id', contractId: '777777' },
      LOGIN_CODE,
    );
    expect(reply).toMatchObject({ outcome: 'done' });
  });
});
