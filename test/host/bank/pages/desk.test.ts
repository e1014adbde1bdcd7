import { afterEach, beforeEach, expect, test } from 'vitest';
import { CARD_SYMBOLS, cellOf } from '../../../../host/bank/domain/customer-card.ts';
import { Clerks } from '../../../../host/bank/store/clerks.ts';
import { recordEvents } from '../../../../host/bank/store/events.ts';
import { CONTRACT, delivered, fob, NEW_CONTRACT, opened, OPERATOR } from '../store/support.ts';
import { says } from './opened-bank.ts';
import { asClerk, CLERK, type Visitor, type WebBank, webBank } from './support.ts';

const SERIAL = 'SKTH00000001';
let web: WebBank;
let clerk: Visitor;

beforeEach(async () => {
  web = await webBank();
  clerk = web.visitor();
  await asClerk(clerk);
});

afterEach(async () => {
  expect(web.failures).toEqual([]);
  await web.close();
});

test.each([
  { operator: CLERK.name, password: 'wrong' },
  { operator: 'nobody', password: CLERK.password },
])('a clerk with a wrong name or password stays outside', async (typed) => {
  const visitor = web.visitor();
  await visitor.open('/desk/login');
  await visitor.send(typed);
  expect(visitor.seen.text).toContain('担当者名またはパスワードに誤りがあります。');
  expect((await visitor.open('/desk')).path).toBe('/desk/login');
});

test('a contract is opened with its users, and its card is printed', async () => {
  await clerk.open('/desk/contracts/new');
  await clerk.send({
    contractId: '7654321',
    name: '有限会社夕日',
    method: 'id-password',
    loginCode: 'anshou77',
    confirmation: 'kakunin77',
    newUser: ['sato', '', '', ''],
    userName: ['佐藤花子', '', '', ''],
    userPassword: ['riyousha7', '', '', ''],
  });
  expect(clerk.seen.path).toBe('/desk/contracts/7654321');
  expect(clerk.seen.text).toContain('佐藤花子（sato）');
  await clerk.open('/desk/contracts/7654321/card');
  const reply = await web.bank.operator.card(OPERATOR, '7654321');
  if (reply.outcome !== 'done') throw new Error(reply.sentence);
  const cells = CARD_SYMBOLS.map((symbol) => `${symbol} ${cellOf(reply.card, symbol)}`).join(' ');
  expect(clerk.seen.text).toContain(cells);
});

test('a contract that is not in its form says so, and keeps what was typed but passwords', async () => {
  await clerk.open('/desk/contracts/new');
  await clerk.send({
    contractId: '12',
    name: '有限会社夕日',
    method: 'id-password',
    loginCode: 'anshou77',
    confirmation: 'kakunin77',
    newUser: ['sato'],
    userName: ['佐藤花子'],
    userPassword: ['riyousha7'],
  });
  expect(clerk.seen.text).toContain('契約者IDは数字6～10桁で入力してください。');
  expect(clerk.seen.html).toContain('佐藤花子');
  expect(clerk.seen.html).not.toMatch(/anshou77|kakunin77|riyousha7/);
});

test('the same contract twice is refused beside its ID', async () => {
  await opened(web.bank);
  await clerk.open('/desk/contracts/new');
  await clerk.send({ ...NEW_CONTRACT, method: 'id-password', users: '' });
  expect(clerk.seen.html).toMatch(/id="contractId-error">\s*契約者IDは登録済みです。/);
});

test('a token goes from stock by paper and mail to the customer', async () => {
  await opened(web.bank);
  await web.bank.operator.importTokens(OPERATOR, [fob(SERIAL)]);
  await clerk.open('/desk/forms');
  const form = { kind: 'token-application', formNumber: 'A-1', contractId: CONTRACT };
  await clerk.send({ ...form, userId: '', serial: '' });
  expect(clerk.seen.path).toBe(`/desk/tokens/${SERIAL}`);
  expect(clerk.seen.text).toMatch(/状態 発送待ち/);
  await clerk.send({ action: 'dispatch' });
  expect(clerk.seen.text).toMatch(/状態 発送済み/);
  await clerk.send({ action: 'arrive' });
  expect(clerk.seen.text).toMatch(/状態 お届け済み/);
  await clerk.open('/desk/forms');
  await clerk.send({ ...form, userId: '', serial: '' });
  expect(clerk.seen.text).toContain('この書面は受付済みです。');
});

test.each([
  [{ formNumber: '書-1' }, 'form-number-form', 'formNumber'],
  [{ contractId: '12' }, 'contract-id-form', 'contractId'],
  [{ userId: '田中' }, 'user-id-form', 'userId'],
  [{ serial: '#' }, 'serial-form', 'serial'],
] as const)(
  'a paper form that is not in its form says which field: %j',
  async (wrong, id, field) => {
    await clerk.open(`/desk/forms?contract=${CONTRACT}`);
    expect(clerk.seen.html).toMatch(new RegExp(`name="contractId"[^>]*value="${CONTRACT}"`));
    const form = {
      kind: 'release',
      formNumber: 'A-1',
      contractId: CONTRACT,
      userId: '',
      serial: '',
    };
    await clerk.send({ ...form, ...wrong });
    says(clerk, id, field);
  },
);

test.each([
  [{ userId: '田中' }, 'user-id-form', 'userId'],
  [{ name: '' }, 'user-name-form', 'name'],
  [{ password: 'abc' }, 'user-password-form', 'password'],
  [{ userId: 'tanaka' }, 'user-exists', 'userId'],
] as const)('a user who cannot be added says which field: %j', async (wrong, id, field) => {
  await opened(web.bank);
  await clerk.open(`/desk/contracts/${CONTRACT}`);
  await clerk.send({ userId: 'sato', name: '佐藤', password: 'riyousha7', ...wrong });
  says(clerk, id, field);
});

test('a lost call wants its reason, and stops the token at once', async () => {
  await opened(web.bank);
  await delivered(web.bank, SERIAL);
  await clerk.open('/desk/calls');
  await clerk.send({ serial: SERIAL, remark: '電車' });
  says(clerk, 'accident-reason-form', 'reason');
  await clerk.send({ serial: SERIAL, reason: 'theft', remark: '電車' });
  expect(clerk.seen.text).toContain('ご連絡を受け付け、トークンの利用を停止しました。');
  expect(clerk.seen.path).toBe(`/desk/tokens/${SERIAL}`);
  expect(clerk.seen.text).toMatch(/状態 利用停止中（事故設定）：盗難/);
});

test('the list of tokens is by every state there is, that of an app without its phone too', async () => {
  await opened(web.bank);
  await delivered(web.bank, SERIAL);
  await web.bank.operator.importTokens(OPERATOR, [fob('SKTH00000002')]);
  const app = await web.bank.app.issueActivation(OPERATOR, { contractId: CONTRACT });
  if (app.outcome !== 'done') throw new Error(app.sentence);
  const serials = async (state: string): Promise<readonly string[]> => {
    const { html } = await clerk.open(`/desk/tokens?state=${state}`);
    return [...html.matchAll(/href="\/desk\/tokens\/([^"]+)"/g)].map(([, serial = '']) => serial);
  };
  expect(await serials('')).toHaveLength(3);
  const states = [...clerk.seen.html.matchAll(/<option value="([a-z]+)"/g)].map(
    ([, it = '']) => it,
  );
  expect(states).toHaveLength(10);
  const found = await Promise.all(states.map(serials));
  expect(found.flat().toSorted()).toEqual([SERIAL, 'SKTH00000002', app.serial].toSorted());
  expect(await serials('waiting')).toEqual([app.serial]);
  expect(clerk.seen.text).toMatch(/アプリ設定待ち/);
  expect(await serials('assigned')).toEqual([]);
});

test('the list of tokens is by part of a serial, and tells where it does not show all', async () => {
  const serial = (at: number): string => `LOT-${String(at).padStart(4, '0')}`;
  const fobs = Array.from({ length: 501 }, (_, at) => fob(serial(at)));
  await web.bank.operator.importTokens(OPERATOR, fobs);
  await clerk.open('/desk/tokens');
  expect(clerk.seen.text).toContain('501件のうち500件を表示しています。');
  expect(clerk.seen.html).not.toContain(serial(500));
  await clerk.open(`/desk/tokens?serial=${encodeURIComponent('ｌｏｔ-050')}`);
  expect(clerk.seen.text).toContain(' 1件');
  expect(clerk.seen.html).toContain(`href="/desk/tokens/${serial(500)}"`);
});

test('fobs near their end are listed with the reason', async () => {
  await opened(web.bank);
  const expiry = Math.floor(web.clock.ms / 1000) + 20 * 86_400;
  await web.bank.operator.importTokens(OPERATOR, [{ ...fob(SERIAL), expiry }]);
  const form = { kind: 'token-application', formNumber: 'A-1', contractId: CONTRACT } as const;
  await web.bank.operator.takeForm(OPERATOR, form);
  await web.bank.operator.dispatch(OPERATOR, SERIAL);
  await web.bank.operator.arrive(OPERATOR, SERIAL);
  await clerk.open('/desk/ending?days=30');
  expect(clerk.seen.text).toContain(SERIAL);
  expect(clerk.seen.text).toContain('更新予定日');
});

test('the list of events has what was done, newest first, and comes anew without scripts', async () => {
  await opened(web.bank);
  await delivered(web.bank, SERIAL);
  await clerk.open('/desk/events');
  const { html } = clerk.seen;
  expect(html.indexOf('郵送着')).toBeGreaterThan(0);
  expect(html.indexOf('郵送着')).toBeLessThan(html.indexOf('契約の新規登録'));
  expect(html).toMatch(/<noscript\s*>\s*<meta http-equiv="refresh" content="10"/);
});

test('older events are turned to page by page, and stay as they are', async () => {
  await web.bank.database.write((db) =>
    recordEvents(
      web.bank.parts,
      db,
      Array.from({ length: 250 }, (_, at) => {
        return { kind: 'form.taken', subject: `form ${String(at)}`, actor: 'test', facts: {} };
      }),
      0,
    ),
  );
  const pages: string[] = [];
  for (let path = '/desk/events'; path !== '';) {
    const { html } = await clerk.open(path);
    pages.push(html);
    path = /href="(\/desk\/events\?before=[0-9]+)"/.exec(html)?.[1] ?? '';
  }
  const shown = pages.map((html) =>
    [...html.matchAll(/form ([0-9]+)/g)].map(([, at]) => Number(at)),
  );
  expect(shown.flat()).toEqual(Array.from({ length: 250 }, (_, at) => 249 - at));
  expect(pages.map((html) => html.includes('event-list.'))).toEqual([true, false, false]);
});

test('a clerk has so many streams of events, and no more', async () => {
  const ask = (): Response | Promise<Response> =>
    web.app.request('/desk/events/stream', { headers: { Cookie: clerk.cookies } });
  const open: Response[] = [];
  for (let at = 0; at < 10; at++) open.push(await ask());
  expect(open.every(({ status }) => status === 200)).toBe(true);
  expect((await ask()).status).toBe(204);
  for (const { body } of open) await body?.cancel();
  expect((await ask()).status).toBe(200);
});

test('the stream of events begins after the last that was seen', async () => {
  await opened(web.bank);
  await delivered(web.bank, SERIAL);
  const stop = new AbortController();
  const response = await web.app.request('/desk/events/stream?after=2', {
    headers: { Cookie: clerk.cookies },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.getReader();
  const chunk: unknown = (await reader?.read())?.value;
  if (!(chunk instanceof Uint8Array)) throw new Error('nothing came');
  expect(new TextDecoder().decode(chunk)).toContain('id: 3');
  await reader?.cancel();
  stop.abort();
});

test('the stream of events is nothing for whoever is no clerk', async () => {
  expect((await web.app.request('/desk/events/stream')).status).toBe(204);
});

test('a clerk who is removed comes no farther on a page that is open', async () => {
  await clerk.open('/desk');
  expect(clerk.seen.path).toBe('/desk');
  await new Clerks(web.bank).remove(OPERATOR, CLERK.name);
  for (const path of ['/desk', '/desk/events', '/desk/contracts/new']) {
    expect((await clerk.open(path)).path).toBe('/desk/login');
  }
});
