import { expect, test } from 'vitest';
import type { SentenceId } from '../../../../../host/bank/domain/sentences.ts';
import { codeAt, CONTRACT, fob, OPERATOR, seedOf } from '../../store/support.ts';
import { OpenedBank, says, SERIAL } from '../opened-bank.ts';

const here = new OpenedBank();

test.each<[string, Record<string, string>, SentenceId, string]>([
  ['no serial', { serial: '' }, 'serial-form', 'serial'],
  ['a serial of nobody', { serial: 'SKTH99999999' }, 'serial-wrong', 'serial'],
  ['a code of letters', { code: 'abcdef' }, 'code-form', 'code'],
  ['a confirmation password of 5', { confirmation: 'abc12' }, 'confirmation-form', 'confirmation'],
  [
    'a confirmation password of 13',
    { confirmation: 'abcdefg123456' },
    'confirmation-form',
    'confirmation',
  ],
  [
    'a full-width confirmation password',
    { confirmation: 'ｋａｋｕｎｉｎ２２' },
    'confirmation-form',
    'confirmation',
  ],
  [
    'a wrong confirmation password',
    { confirmation: 'kakunin99' },
    'confirmation-wrong',
    'confirmation',
  ],
])('%s', async (_, change, sentence, field) => {
  const visitor = await here.started();
  await visitor.send({ ...here.form(), ...change });
  says(visitor, sentence, field);
});

test('a wrong code', async () => {
  const visitor = await here.started();
  await visitor.send({ ...here.form(), code: here.wrongCode() });
  says(visitor, 'serial-wrong', 'serial');
});

test('full-width digits are taken, and that is said', async () => {
  const visitor = await here.started();
  const wide = here
    .code()
    .replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  await visitor.send({ ...here.form(), code: wide });
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） SKTH00000001/);
  says(visitor, 'full-width-taken');
});

test('what was typed stays, but for codes and passwords', async () => {
  const visitor = await here.started();
  const typed = { ...here.form(), confirmation: 'kakunin99' };
  await visitor.send(typed);
  expect(visitor.seen.html).toContain(`value="${SERIAL}"`);
  expect(visitor.seen.html).not.toContain(typed.code);
  expect(visitor.seen.html).not.toContain('kakunin99');
});

test('what was typed is text, whatever it is', async () => {
  const visitor = await here.started();
  await visitor.send({ ...here.form(), serial: '"><script>alert(1)</script>' });
  says(visitor, 'serial-form', 'serial');
  expect(visitor.seen.html).not.toContain('<script>alert');
  expect(visitor.seen.html).toContain('&quot;&gt;&lt;script&gt;');
});

test('no user, or two, in mode different', async () => {
  const visitor = await here.started('different');
  await visitor.send(here.form());
  says(visitor, 'choose-one-user', 'users');
  await visitor.send({ ...here.form(), user: ['tanaka', 'suzuki'] });
  says(visitor, 'choose-one-user', 'users');
});

test('a token that is registered already', async () => {
  const visitor = await here.started('different');
  await visitor.send({ ...here.form(), user: 'tanaka' });
  here.web.clock.pass(30);
  await visitor.send({ ...here.form(), user: 'suzuki' });
  says(visitor, 'serial-registered', 'serial');
});

test('a token that is still in the mail', async () => {
  const serial = 'SKTH00000002';
  await here.web.bank.operator.importTokens(OPERATOR, [fob(serial)]);
  await here.web.bank.operator.takeForm(OPERATOR, {
    kind: 'token-application',
    formNumber: 'X-1',
    contractId: CONTRACT,
    serial,
  });
  const visitor = await here.started();
  await visitor.send({ ...here.form(), serial, code: codeAt(seedOf(serial), here.web.clock.ms) });
  says(visitor, 'serial-undelivered', 'serial');
});

test('a token that was reported lost', async () => {
  await here.web.bank.operator.reportCall(OPERATOR, { serial: SERIAL, reason: 'loss' });
  const visitor = await here.started();
  await visitor.send(here.form());
  says(visitor, 'serial-reported', 'serial');
});

test('a change of the usage mode meanwhile: nothing is registered', async () => {
  const visitor = await here.started();
  const fields = { ...visitor.hidden(), ...here.form() };
  await visitor.open('/admin/otp/mode');
  await visitor.send({ mode: 'different' });
  await visitor.send({});
  says(visitor, 'mode-changed');
  await visitor.post(fields, '/admin/otp/register');
  says(visitor, 'mode-was-changed');
  expect(visitor.seen.text).not.toContain(`${SERIAL} `);
});

test('a form field of a megabyte is refused before anybody reads it', async () => {
  const visitor = await here.started();
  await visitor.send({ serial: 'A'.repeat(1_000_000), code: '1', confirmation: '1' });
  expect(visitor.seen.status).toBe(413);
});

test('no code, password or activation code stands in an address', async () => {
  const visitor = await here.started();
  const paths = new Set<string>();
  await visitor.send(here.form());
  paths.add(visitor.seen.path);
  await visitor.open('/admin/otp/app');
  await visitor.send({});
  paths.add(visitor.seen.path.replace(/[^/]+$/, ''));
  const [, code = ''] = /data-activation>([^<]+)</.exec(visitor.seen.html) ?? [];
  expect(code).toMatch(/^[0-9A-Z-]{20,}$/);
  expect(visitor.seen.path).not.toContain(code.replaceAll('-', ''));
  expect([...paths]).toEqual(['/admin/otp/register', '/admin/otp/app/']);
});
