import { expect, test } from 'vitest';
import { CONFIRMATION } from '../../store/support.ts';
import { OpenedBank, says } from '../opened-bank.ts';
import { asUser, toMain, type Visitor } from '../support.ts';

const here = new OpenedBank();

const TRANSFER = { kind: 'transfer', to: '株式会社山田', amount: '50000' };

async function atTransfer(): Promise<Visitor> {
  await here.registered();
  here.web.clock.pass(60);
  const user = here.web.visitor();
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  return user;
}

test.each<[string, Record<string, string>]>([
  ['no payee', { to: '' }],
  ['an amount of 0', { amount: '0' }],
  ['an amount below 0', { amount: '-5' }],
  ['an amount of letters', { amount: 'much' }],
  ['an amount beyond ten digits', { amount: '99999999999' }],
])('%s', async (_, change) => {
  const user = await atTransfer();
  await user.send({ ...TRANSFER, ...change, code: here.code() });
  expect(user.seen.status).toBe(422);
  says(user, 'transaction-form');
});

test('a code is dead once it was used', async () => {
  const user = await atTransfer();
  await user.send({ ...TRANSFER, code: here.code() });
  says(user, 'transaction-done');
  await user.open('/user/transfer');
  await user.send({ ...TRANSFER, code: here.code() });
  says(user, 'code-used', 'code');
});

test('wrong codes suspend, and the administrator lifts that', async () => {
  const user = await atTransfer();
  for (let time = 0; time < 5; time++) {
    await user.send({ ...TRANSFER, code: here.wrongCode() });
    if (time === 0) says(user, 'code-wrong', 'code');
  }
  await user.send({ ...TRANSFER, code: here.code() });
  says(user, 'suspended');
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  expect(visitor.seen.text).toMatch(/利用中止 利用中止/);
  await visitor.open('/admin/otp/unlock');
  await visitor.send({ confirmation: CONFIRMATION, userId: '' });
  says(visitor, 'unlocked');
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  here.web.clock.pass(30);
  await user.send({ ...TRANSFER, code: here.code() });
  says(user, 'transaction-done');
});
