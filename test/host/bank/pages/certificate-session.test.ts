import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificateName } from '../../../../host/bank/domain/certificate-name.ts';
import { SENTENCES } from '../../../../host/bank/domain/sentences.ts';
import type { ShownCertificate } from '../../../../host/bank/pages/page-options.ts';
import { CONTRACT, LOGIN_CODE, NEW_CONTRACT, opened, USER_PASSWORD } from '../store/support.ts';
import { cardAnswer, type Visitor, type WebBank, webBank } from './support.ts';

const nameOf = (userId?: string): string =>
  certificateName({
    contractId: CONTRACT,
    bankCode: '1303',
    ...(userId === undefined ? {} : { userId }),
  });

let web: WebBank;
let shown: ShownCertificate | undefined;
let visitor: Visitor;

beforeEach(async () => {
  web = await webBank({}, { certificate: () => shown });
  visitor = web.visitor();
});
afterEach(() => web.close());

async function administrator(): Promise<void> {
  const card = await opened(web.bank, { ...NEW_CONTRACT, loginMethod: 'certificate' });
  shown = { name: nameOf(), serial: '0A' };
  await visitor.open('/admin/login/certificate');
  await visitor.send({ loginCode: LOGIN_CODE });
  await visitor.send(cardAnswer(card, visitor.seen));
  await visitor.send({});
}

async function tanaka(): Promise<void> {
  await opened(web.bank, { ...NEW_CONTRACT, loginMethod: 'certificate' });
  shown = { name: nameOf('tanaka'), serial: '0B' };
  await visitor.open('/login');
  await visitor.send({ password: USER_PASSWORD });
}

const OTHERS: readonly (readonly [string, ShownCertificate | undefined])[] = [
  ['none', undefined],
  ['another of the same name', { name: nameOf(), serial: '0C' }],
];

test.each(OTHERS)(
  'whoever has the cookie of an administrator and %s of his certificate is out',
  async (_what, other) => {
    await administrator();
    expect((await visitor.open('/admin')).path).toBe('/admin');
    shown = other;
    expect((await visitor.open('/admin')).path).toBe('/over');
  },
);

test.each(OTHERS)(
  'whoever has the cookie of a user and %s of his certificate is out',
  async (_what, other) => {
    await tanaka();
    expect((await visitor.open('/user')).path).toBe('/user');
    shown = other;
    expect((await visitor.open('/user')).path).toBe('/over?as=user');
  },
);

test('a wrong login by the certificate of a user is told once, and not of the secrets of others', async () => {
  await tanaka();
  await visitor.open('/login');
  await visitor.send({ password: 'chigau99' });
  const { ja } = SENTENCES['user-certificate-wrong'];
  expect(visitor.seen.text.split(ja), 'said once').toHaveLength(2);
  expect(visitor.seen.text).not.toContain('ご契約先暗証番号');
});

test('the door of administrators shows no form to the certificate of a user, and leads to his own', async () => {
  await opened(web.bank, { ...NEW_CONTRACT, loginMethod: 'certificate' });
  shown = { name: nameOf(), serial: '0A' };
  await visitor.open('/admin/login/certificate');
  const hidden = visitor.hidden();
  shown = { name: nameOf('tanaka'), serial: '0B' };
  const { text, html } = await visitor.open('/admin/login/certificate');
  expect(text).toContain('この電子証明書は利用者のものです。');
  expect(html).not.toContain('loginCode');
  expect(html).toContain('href="/login"');
  await visitor.post({ ...hidden, loginCode: LOGIN_CODE }, '/admin/login/certificate');
  expect(visitor.seen.text).toContain('この電子証明書は利用者のものです。');
  expect((await visitor.open('/admin')).path).toBe('/admin/login');
});

test('戻る of both logins of the administrator leads to their choice', async () => {
  for (const method of ['certificate', 'id']) {
    await visitor.open(`/admin/login/${method}`);
    expect(visitor.seen.html).toMatch(/href="\/admin\/login"\s*>戻る/);
  }
});
