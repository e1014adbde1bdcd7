import { expect, test } from 'vitest';
import { codeAt, CONTRACT, delivered, LOGIN_CODE, seedOf } from '../store/support.ts';
import { OpenedBank, says } from './opened-bank.ts';
import { asClerk, asUser, cardAnswer, toMain } from './support.ts';

const here = new OpenedBank();

test('login goes ID and code, card, notice, main page', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login');
  expect(visitor.seen.text).toContain('電子証明書方式ログイン');
  expect(visitor.seen.text).toContain('IDパスワード方式ログイン');
  await visitor.open('/admin/login/id');
  expect(visitor.seen.text).toContain('ご契約先暗証番号');
  await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  expect(visitor.seen.path).toBe('/admin/card');
  expect(visitor.seen.text).toContain('確認用パスワード');
  await visitor.send(cardAnswer(here.card, visitor.seen));
  expect(visitor.seen.path).toBe('/admin/notice');
  expect(visitor.seen.text).toContain('重要なお知らせ');
  await visitor.send({});
  expect(visitor.seen.path).toBe('/admin');
});

test.each([
  ['/admin', '/admin/login'],
  ['/admin/users', '/admin/login'],
  ['/admin/otp/register', '/admin/login'],
  ['/admin/card', '/admin/login'],
  ['/admin/notice', '/admin/login'],
  ['/user/transfer', '/login'],
  ['/desk/contracts', '/desk/login'],
  ['/desk/contracts/123456/card', '/desk/login'],
])('%s is led to the login for whoever is not logged in', async (path, login) => {
  const visitor = here.web.visitor();
  expect((await visitor.open(path)).path).toBe(login);
});

test.each(['/admin', '/admin/notice', '/admin/otp/register'])(
  '%s is led back to the card as long as that is not answered',
  async (path) => {
    const visitor = here.web.visitor();
    await visitor.open('/admin/login/id');
    await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
    expect((await visitor.open(path)).path).toBe('/admin/card');
    await visitor.send(cardAnswer(here.card, visitor.seen));
    expect((await visitor.open('/admin/otp/register')).path).toBe('/admin/notice');
  },
);

test('a form out of order changes nothing and says so', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  await visitor.send({ mode: 'same' }, '/admin/otp/start');
  expect(visitor.seen.path).toBe('/admin/card');
  expect(visitor.seen.text).toContain('画面の操作順序に誤りがあります');
  const { mode } =
    (await here.web.bank.operator.contract({ kind: 'system', name: 'test' }, CONTRACT)) ?? {};
  expect(mode).toBe('none');
});

test('registration before the start of use is led to the choice of the usage mode', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  expect((await visitor.open('/admin/otp/register')).path).toBe('/admin/otp/start');
});

test('success of a registration is shown by the serial alone', async () => {
  const visitor = await here.started();
  expect(visitor.seen.path).toBe('/admin/otp/register');
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） 未登録/);
  await visitor.send(here.form());
  expect(visitor.seen.status).toBe(200);
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） SKTH00000001/);
  expect(visitor.seen.text).not.toContain('利用登録が完了しました');
});

test('after a registration, and after another that replaces it, one is told where to look', async () => {
  const visitor = await here.registered();
  says(visitor, 'check-current-token');
  expect(visitor.seen.html).toMatch(/href="#current"[\s\S]*id="current"/);
  const serial = 'SKTH00000002';
  await delivered(here.web.bank, serial);
  await visitor.send({
    ...here.form(),
    serial,
    code: codeAt(seedOf(serial), here.web.clock.ms),
  });
  says(visitor, 'check-current-token');
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） SKTH00000002/);
});

test('a bank that is set so says plainly that the token is registered, or replaced', async () => {
  await here.close();
  await here.open({ settings: { saysRegistered: true } });
  const visitor = await here.registered();
  expect(visitor.seen.text).toContain('トークンの利用登録が完了しました。');
  const serial = 'SKTH00000002';
  await delivered(here.web.bank, serial);
  await visitor.send({
    ...here.form(),
    serial,
    code: codeAt(seedOf(serial), here.web.clock.ms),
  });
  says(visitor, 'token-replaced');
  await visitor.open('/admin/otp/register');
  expect(visitor.seen.text).not.toContain('トークンの利用登録が完了しました。');
});

test('a form that is sent twice counts once', async () => {
  const visitor = await here.started();
  const fields = { ...visitor.hidden(), ...here.form(), code: here.wrongCode() };
  for (let time = 0; time < 9; time++) await visitor.post(fields, '/admin/otp/register');
  says(visitor, 'serial-wrong', 'serial');
  await visitor.send(here.form());
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） SKTH00000001/);
});

test('a transfer that is sent twice is made once, and says that it was accepted', async () => {
  await here.registered();
  here.web.clock.pass(60);
  const user = here.web.visitor();
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  const fields = { ...user.hidden(), kind: 'transfer', to: '株式会社山田', amount: '５０,０００' };
  const twice = { ...fields, code: here.code() };
  await user.post(twice, '/user/transfer');
  await user.post(twice, '/user/transfer');
  expect(user.seen.path).toBe('/user/transactions');
  expect(user.seen.text).toContain('取引を受け付けました。');
  expect(user.seen.html.match(/株式会社山田/g)).toHaveLength(1);
  expect(user.seen.text).toContain('50,000');
});

test('the card answered twice leads on as once', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  const fields = { ...visitor.hidden(), ...cardAnswer(here.card, visitor.seen) };
  await visitor.post(fields, '/admin/card');
  await visitor.post(fields, '/admin/card');
  expect(visitor.seen.path).toBe('/admin/notice');
  expect(visitor.seen.text).not.toContain('画面の操作順序に誤りがあります');
});

test('after logout no page of the console opens', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  await visitor.send({}, '/admin/logout');
  expect(visitor.seen.path).toBe('/');
  expect((await visitor.open('/admin')).path).toBe('/admin/login');
});

test('a session that is over says so', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  here.web.clock.pass(601);
  expect((await visitor.open('/admin')).path).toBe('/over');
  expect(visitor.seen.text).toContain('一定時間操作がなかったため、ログアウトしました');
});

test('after a session that is over one logs in at once', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  here.web.clock.pass(601);
  expect((await toMain(visitor, here.card)).path).toBe('/admin');
});

test('one browser is administrator and clerk at once, and logs out as each alone', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  await asClerk(visitor);
  expect((await visitor.open('/admin')).path).toBe('/admin');
  expect((await visitor.open('/desk')).path).toBe('/desk');
  await visitor.send({}, '/admin/logout');
  expect((await visitor.open('/desk')).path).toBe('/desk');
  expect((await visitor.open('/admin')).path).toBe('/admin/login');
});

test('a form without the token of its visitor is refused', async () => {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  await visitor.open('/admin/otp/start');
  await visitor.post({ mode: 'same' }, '/admin/otp/start');
  expect(visitor.seen.status).toBe(403);
  await visitor.open('/admin');
  expect(visitor.seen.text).toContain('利用開始前');
});

test('the time stands on every page, as the bank writes it, in Japan', async () => {
  const visitor = here.web.visitor();
  expect((await visitor.open('/')).text).toContain('2026/04/01 09:00:00 時点');
  const english = here.web.visitor('en');
  expect((await english.open('/')).text).toContain('As of 2026/04/01 09:00:00');
});
