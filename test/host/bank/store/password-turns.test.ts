import { beforeEach, expect, test } from 'vitest';
import { BusyError } from '../../../../host/bank/domain/busy-error.ts';
import { Clerks } from '../../../../host/bank/store/clerks.ts';
import {
  administrator,
  BY_ID,
  CONFIRMATION,
  LOGIN_RULES,
  opened,
  OPERATOR,
  type TestBank,
  testBank,
  USER_PASSWORD,
} from './support.ts';

const WRONG = { userId: 'tanaka', password: 'machigai9' };
const RIGHT = { userId: 'tanaka', password: USER_PASSWORD };

let made: TestBank;
let card: Awaited<ReturnType<typeof opened>>;
let finish: () => void;

beforeEach(async () => {
  made = await testBank({ ...LOGIN_RULES, passwordBounds: { atOnce: 1, waiting: 2 } });
  card = await opened(made.bank);
  return () => made.close();
});

/** Somebody at a door whose work does not end until `finish`. */
function occupy(which: 'door' | 'gateway'): Promise<void> {
  return made.bank.parts.turns[which].run(
    'somebody',
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
}

/** What came of each try. */
async function saidBy(tries: readonly Promise<{ sentence?: string }>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(tries);
  return settled.map((one) =>
    one.status === 'fulfilled' ? one.value.sentence : (one.reason as unknown),
  );
}

test('logins beyond the bound are refused as busy, are not counted, and the rest is served', async () => {
  const { login } = made.bank;
  const work = occupy('door');
  const tries = Array.from({ length: 10 }, () => login.user({ ...BY_ID, from: 'a' }, WRONG));
  const said = saidBy(tries);
  await Promise.allSettled(tries.slice(2));
  finish();
  await work;
  const busy = expect.any(BusyError) as unknown;
  const refused = Array.from({ length: 8 }, () => busy);
  expect(await said).toEqual(['login-wrong', 'login-wrong', ...refused]);
  // Four wrong ones suspend: one more is free.
  expect(await login.user(BY_ID, WRONG)).toMatchObject({ sentence: 'login-wrong' });
  expect(await login.user(BY_ID, RIGHT)).toMatchObject({ outcome: 'done' });
});

test('an address that takes all places leaves one to another address', async () => {
  const { login } = made.bank;
  const work = occupy('door');
  const flood = [1, 2].map(() => login.user({ ...BY_ID, from: 'flood' }, WRONG));
  const said = saidBy(flood);
  const right = login.user({ ...BY_ID, from: 'customer' }, RIGHT);
  await flood[1]?.catch(() => undefined);
  finish();
  await work;
  expect(await said).toEqual(['login-wrong', expect.any(BusyError)]);
  expect(await right).toMatchObject({ outcome: 'done' });
});

test('a clerk takes his turn at the door too', async () => {
  const clerks = new Clerks(made.bank);
  await clerks.add(OPERATOR, 'mori', 'correct horse');
  const work = occupy('door');
  const flood = ['a', 'b'].map((from) => made.bank.login.user({ ...BY_ID, from }, WRONG));
  await expect(clerks.check('mori', 'correct horse', 'c')).rejects.toThrow(BusyError);
  finish();
  await Promise.all([work, ...flood]);
  expect(await clerks.check('mori', 'correct horse', 'c')).toBe('mori');
});

test('strangers who take all places keep nobody inside from confirming, and no gateway from asking', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const work = occupy('door');
  const flood = ['a', 'b'].map((from) => bank.login.user({ ...BY_ID, from }, WRONG));
  const user = { userId: 'mori', name: '森', password: 'riyousha4' };
  expect(await bank.administrator.addUser(actor, CONFIRMATION, user)).toMatchObject({
    outcome: 'done',
  });
  const of = { contractId: BY_ID.contractId, userId: 'mori' };
  const proof = { code: '123456', password: 'riyousha4' };
  expect(await bank.codes.verify(OPERATOR, of, proof)).toMatchObject({ sentence: 'code-wrong' });
  finish();
  await Promise.all([work, ...flood]);
});

test('a gateway that asks for passwords beyond the bound is refused as busy, and nothing is counted', async () => {
  const { codes, login } = made.bank;
  const work = occupy('gateway');
  const of = { contractId: BY_ID.contractId, userId: 'tanaka' };
  const tries = Array.from({ length: 10 }, () =>
    codes.verify(OPERATOR, of, { code: '123456', password: WRONG.password }),
  );
  const said = saidBy(tries);
  await Promise.allSettled(tries.slice(2));
  finish();
  await work;
  const busy = (await said).filter((one) => one instanceof BusyError);
  expect(busy).toHaveLength(8);
  expect(await login.user(BY_ID, RIGHT)).toMatchObject({ outcome: 'done' });
});
