import { beforeEach, expect, test } from 'vitest';
import type { UserActor } from '../../../../host/bank/domain/actor.ts';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import {
  administrator,
  BY_ID,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  LOGIN_CODE,
  LOGIN_RULES,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  refusal,
  seedOf,
  type TestBank,
  testBank,
  TRANSFER,
  user,
  USER_PASSWORD,
} from './support.ts';

let made: TestBank;
let card: CustomerCard;

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  card = await opened(made.bank);
  return () => made.close();
});

test('a session ends when nobody does anything, at the latest after the longest time', async () => {
  const { bank, clock } = made;
  const actor = await administrator(bank, card);
  clock.pass(599);
  expect(await bank.administrator.contract(actor)).toMatchObject({ outcome: 'done' });
  clock.pass(599);
  expect(await bank.administrator.contract(actor)).toMatchObject({ outcome: 'done' });
  clock.pass(600);
  expect(await bank.administrator.contract(actor)).toEqual(refusal('session-over'));
  expect(await bank.login.session(actor.session)).toBeUndefined();
  const busy = await administrator(bank, card);
  let seconds = 0;
  while ((await bank.administrator.contract(busy)).outcome === 'done') {
    clock.pass(300);
    seconds += 300;
  }
  expect(seconds).toBe(8 * 3600);
});

test('after logout a session is over, and a token that was made up never was', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  await bank.login.logout(actor.session);
  expect(await bank.administrator.contract(actor)).toEqual(refusal('session-over'));
  const forged = { kind: 'administrator', session: 'x'.repeat(43) } as const;
  expect(await bank.administrator.contract(forged)).toEqual(refusal('session-over'));
});

test('a session that a suspension ended says so, and no other', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const [tanaka, left] = [await user(bank, 'tanaka'), await administrator(bank, card)];
  await bank.login.logout(left.session);
  for (let at = 0; at < 4; at++) await bank.login.administrator(BY_ID, 'machigai9');
  expect(await bank.login.session(actor.session)).toBeUndefined();
  expect(await bank.administrator.contract(actor)).toEqual(refusal('login-suspended'));
  expect(await bank.login.whyOver(actor.session)).toBe('login-suspended');
  expect(await bank.login.whyOver(left.session)).toBe('session-over');
  expect(await bank.user.home(tanaka)).toMatchObject({ outcome: 'done' });
  const form = { kind: 'release', formNumber: 'R-1', contractId: CONTRACT } as const;
  expect(await bank.operator.takeForm(OPERATOR, form)).toMatchObject({ sentence: 'unlocked' });
  expect(await bank.login.session(actor.session)).toBeUndefined();
});

test('a logout is on record for whoever was logged in', async () => {
  const { bank } = made;
  const reply = await bank.login.administrator(BY_ID, LOGIN_CODE);
  await bank.login.logout(reply.outcome === 'done' ? reply.session : '');
  const ended = async (): Promise<number> =>
    (await bank.events.after(OPERATOR, 0)).filter(({ kind }) => kind === 'login.ended').length;
  expect(await ended()).toBe(0);
  await bank.login.logout((await administrator(bank, card)).session);
  expect(await ended()).toBe(1);
});

test('wrong logins from outside neither slow nor count the confirmations of an open session', async () => {
  const { bank } = made;
  const strict = await testBank();
  const actor = await administrator(strict.bank, await opened(strict.bank));
  for (let at = 0; at < 4; at++) {
    await strict.bank.login.administrator(BY_ID, 'machigai9');
    strict.clock.pass(at < 3 ? 0 : 2);
  }
  const user = { userId: 'tanaka', name: '田中' };
  const changed = await strict.bank.administrator.changeUser(actor, CONFIRMATION, user);
  expect(changed).toMatchObject({ outcome: 'done' });
  await strict.close();
  const here = await administrator(bank, card);
  for (let at = 0; at < 3; at++) await bank.login.administrator(BY_ID, 'machigai9');
  const wrong = await bank.administrator.changeUser(here, 'machigai9', user);
  expect(wrong).toEqual(refusal('confirmation-wrong'));
});

test('a user is no administrator, and an administrator no user', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const person = await user(bank, 'tanaka');
  expect(
    await bank.administrator.contract({ kind: 'administrator', session: person.session }),
  ).toEqual(refusal('not-yours'));
  expect(await bank.user.home({ kind: 'user', session: actor.session })).toEqual(
    refusal('not-yours'),
  );
});

test('a customer has codes judged of himself alone, and sees his own transactions alone', async () => {
  const { bank, clock } = made;
  await delivered(bank, 'SKTH-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf('SKTH-1'), clock.ms);
  await bank.administrator.register(admin, { serial: 'SKTH-1', code, confirmation: CONFIRMATION });
  clock.pass(60);
  const [tanaka, suzuki] = [await user(bank, 'tanaka'), await user(bank, 'suzuki')];
  const next = codeAt(seedOf('SKTH-1'), clock.ms);
  const ofTanaka = { contractId: CONTRACT, userId: 'tanaka' };
  expect(await bank.codes.verify(suzuki, ofTanaka, { code: next })).toEqual(refusal('not-yours'));
  const ofOther = { contractId: '234567', userId: 'suzuki' };
  expect(await bank.codes.verify(suzuki, ofOther, { code: next })).toEqual(refusal('not-yours'));
  const done = await bank.user.transact(tanaka, TRANSFER, { code: next });
  expect(done).toMatchObject({ sentence: 'transaction-done' });
  expect(await bank.user.transactions(suzuki)).toMatchObject({ transactions: [] });
  expect(await bank.user.transactions(tanaka)).toMatchObject({ transactions: [{}] });
});

test('a session by certificate is over once that certificate is revoked, and no other', async () => {
  const revoked = new Set<string>();
  const other = await testBank({ ...LOGIN_RULES, isRevoked: (serial) => revoked.has(serial) });
  const { bank } = other;
  const contractId = '234567';
  await opened(bank, { ...NEW_CONTRACT, contractId, loginMethod: 'certificate' });
  const logIn = async (certificateSerial: string): Promise<UserActor> => {
    const certificateName = `${contractId}1303-tanaka`;
    const reply = await bank.login.user(
      { by: 'certificate', certificateName, certificateSerial },
      { userId: 'tanaka', password: USER_PASSWORD },
    );
    return { kind: 'user', session: reply.outcome === 'done' ? reply.session : '' };
  };
  const [one, next] = [await logIn('0A'), await logIn('0B')];
  revoked.add('0A');
  expect(await bank.user.home(one)).toEqual(refusal('session-over'));
  expect(await bank.login.session(one.session)).toBeUndefined();
  expect(await bank.user.home(next)).toMatchObject({ outcome: 'done' });
  await other.close();
});

test('the sessions of a user go with the user', async () => {
  const { bank } = made;
  const [tanaka, suzuki] = [await user(bank, 'tanaka'), await user(bank, 'suzuki')];
  await bank.database.write((db) =>
    db.deleteFrom('bank_user').where('user_id', '=', 'tanaka').execute(),
  );
  expect(await bank.user.home(tanaka)).toEqual(refusal('session-over'));
  expect(await bank.user.home(suzuki)).toMatchObject({ outcome: 'done' });
});
