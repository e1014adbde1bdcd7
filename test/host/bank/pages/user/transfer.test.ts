import { expect, test } from 'vitest';
import type { SentenceId } from '../../../../../host/bank/domain/sentences.ts';
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

test.each<[string, Record<string, string>, SentenceId, string]>([
  ['no payee', { to: '' }, 'payee-form', 'to'],
  ['a payee too long', { to: '山'.repeat(49) }, 'payee-form', 'to'],
  ['an amount of 0', { amount: '0' }, 'amount-form', 'amount'],
  ['an amount below 0', { amount: '-5' }, 'amount-form', 'amount'],
  ['an amount of letters', { amount: 'much' }, 'amount-form', 'amount'],
  ['an amount beyond ten digits', { amount: '99999999999' }, 'amount-form', 'amount'],
  ['a code of letters', { code: 'abcdef' }, 'code-form', 'code'],
])('%s is told at its field, and what was typed stays', async (_, change, sentence, field) => {
  const user = await atTransfer();
  const typed = { kind: 'tax-payment', to: '芝税務署', amount: '50000', ...change };
  await user.send({ code: here.code(), ...typed });
  says(user, sentence, field);
  expect(user.seen.html).toMatch(/value="tax-payment" selected/);
  expect(user.seen.html).toContain(`value="${typed.to}"`);
  expect(user.seen.html).toContain(`value="${typed.amount}"`);
});

test('before the use is begun there is no form, but what to do', async () => {
  const user = here.web.visitor();
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  says(user, 'not-started');
  expect(user.seen.html).not.toContain('name="code"');
  expect(user.seen.html).toContain('href="/admin/login"');
});

test('without a registered token there is no form', async () => {
  await here.started();
  const user = here.web.visitor();
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  says(user, 'no-settings');
  expect(user.seen.html).not.toContain('name="code"');
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
  expect(visitor.seen.text).toContain(
    '全ての利用者 ：ワンタイムパスワードの誤りが規定回数に達した',
  );
  expect(visitor.seen.html).toContain('href="/admin/otp/unlock"');
  await visitor.open('/admin/otp/unlock');
  await visitor.send({ confirmation: CONFIRMATION, userId: '' });
  says(visitor, 'unlocked');
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  here.web.clock.pass(30);
  await user.send({ ...TRANSFER, code: here.code() });
  says(user, 'transaction-done');
});
