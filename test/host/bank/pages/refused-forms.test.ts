import { expect, test } from 'vitest';
import { SENTENCES } from '../../../../host/bank/domain/sentences.ts';
import { CONTRACT } from '../store/support.ts';
import { OpenedBank, says, SERIAL } from './opened-bank.ts';
import { asUser, toMain } from './support.ts';

const here = new OpenedBank();
const PATH = '/admin/otp/register';
const SAID = SENTENCES['confirmation-wrong'].ja;

test('a form that was refused leads back to its page by an address, and is shown anew once', async () => {
  const visitor = await here.started();
  const { status, headers } = await visitor.sendOnly({
    ...here.form(),
    confirmation: 'kakunin99',
  });
  expect([status, headers.get('location')]).toEqual([303, PATH]);
  await visitor.open(PATH);
  says(visitor, 'confirmation-wrong', 'confirmation');
  expect(visitor.seen.html).toContain(`value="${SERIAL}"`);
  await visitor.open(PATH);
  expect(visitor.seen.text).not.toContain(SAID);
  expect(visitor.seen.html).not.toContain(`value="${SERIAL}"`);
});

test('before the login too, for whoever has sent it and nobody else', async () => {
  const [visitor, other] = [here.web.visitor(), here.web.visitor()];
  await visitor.open('/admin/login/id');
  await other.open('/admin/login/id');
  await visitor.sendOnly({ contractId: CONTRACT, loginCode: 'chigau99' });
  await other.open('/admin/login/id');
  expect(other.seen.text).not.toContain(SENTENCES['login-wrong'].ja);
  expect(other.seen.html).not.toContain(CONTRACT);
  await visitor.open('/admin/login/id');
  says(visitor, 'login-wrong', 'loginCode');
  expect(visitor.seen.html).toContain(`value="${CONTRACT}"`);
  expect(visitor.seen.html).not.toContain('chigau99');
});

test('a refusal is told on the page of its form, not on another that is opened between', async () => {
  const visitor = await here.started();
  await visitor.sendOnly({ ...here.form(), confirmation: 'kakunin99' });
  await visitor.open('/admin/otp/cancel');
  expect(visitor.seen.text).not.toContain(SAID);
  await visitor.open(PATH);
  says(visitor, 'confirmation-wrong', 'confirmation');
});

test('the QR code of an app is there again after a reload, for its session alone, whoever else logs in beside it', async () => {
  const visitor = await here.started();
  await visitor.open('/admin/otp/app');
  const { path, html } = await visitor.send({});
  const [, code = 'none'] = /data-activation>([^<]+)</.exec(html) ?? [];
  await asUser(visitor, 'tanaka');
  expect((await visitor.open(path)).html).toContain(code);
  const link = `/app/token#a=${code}`;
  expect(visitor.seen.html).toContain(`href="${link}"`);
  const other = here.web.visitor();
  await toMain(other, here.card);
  expect((await other.open(path)).path).toBe('/admin/otp/app');
  expect(other.seen.html).not.toContain(code);
});
