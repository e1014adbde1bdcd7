import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BY_ID,
  CONTRACT,
  delivered,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  START,
} from '../../store/support.ts';
import { asClerk, type Visitor, type WebBank, webBank } from '../support.ts';

const OTHER = '7654321';
let web: WebBank;
let clerk: Visitor;

beforeEach(async () => {
  web = await webBank();
  clerk = web.visitor();
  await opened(web.bank);
  await delivered(web.bank, 'SKTH00000001');
  web.clock.ms = START + 16 * 3_600_000;
  await opened(web.bank, { ...NEW_CONTRACT, contractId: OTHER });
  await web.bank.login.user(BY_ID, { userId: 'tanaka', password: 'chigau99' });
  await asClerk(clerk);
});
afterEach(async () => {
  expect(web.failures).toEqual([]);
  await web.close();
});

/** The words in a column of what is shown. */
async function column(query: string, head: string): Promise<readonly string[]> {
  const { html } = await clerk.open(`/desk/events${query}`);
  return [...html.matchAll(new RegExp(`data-head="${head}">([^<]*)<`, 'g'))].map(
    ([, cell = '']) => cell,
  );
}

test('events are of a group', async () => {
  expect(await column('?group=trouble', '種類')).toEqual(['ログイン拒否']);
  expect(await column('?group=tokens', '種類')).toEqual(
    expect.arrayContaining(['郵送着', '発送', 'トークン割当', 'トークン入庫']),
  );
  expect(clerk.seen.text).not.toContain('契約の新規登録');
});

test.each([CONTRACT, '１２３４５６'])('events have to do with a contract: %s', async (about) => {
  const subjects = await column(`?about=${encodeURIComponent(about)}`, '対象');
  expect(new Set(subjects)).toEqual(new Set([CONTRACT, 'SKTH00000001']));
});

test('events have to do with a user, a serial, a clerk, by the whole name alone', async () => {
  expect(await column('?about=tanaka', '種類')).toEqual(['ログイン拒否']);
  expect(await column('?about=tana', '種類')).toEqual([]);
  expect(await column('?about=t_naka', '種類')).toEqual([]);
  expect(clerk.seen.text).toContain('該当する履歴はありません。');
  expect(new Set(await column('?about=SKTH00000001', '対象'))).toContain('SKTH00000001');
  expect(await column(`?about=${OPERATOR.name}`, '種類')).toContain('契約の新規登録');
});

test('days are days in Japan, the last one whole', async () => {
  expect(await column('?from=2026-04-02', '対象')).toContain(OTHER);
  expect(await column('?from=2026-04-02', '種類')).not.toContain('郵送着');
  const first = await column('?until=2026-04-01', '種類');
  expect(first).toContain('郵送着');
  expect(await column('?until=2026-04-01', '対象')).not.toContain(OTHER);
});

test('a search goes on on the page of what is older, and is not live', async () => {
  for (let time = 0; time < 120; time++) await web.bank.operator.card(OPERATOR, CONTRACT);
  await clerk.open(`/desk/events?about=${CONTRACT}`);
  expect(clerk.seen.html).not.toContain('data-events');
  const [, older = ''] = /href="([^"]*before=[^"]*)"/.exec(clerk.seen.html) ?? [];
  expect(older).toContain(`about=${CONTRACT}`);
  const rest = await column(older.replaceAll('&amp;', '&').replace('/desk/events', ''), '種類');
  expect(rest).toContain('契約の新規登録');
  expect(rest).not.toContain('担当者ログイン');
});

test.each(['?group=none', '?from=2026-02-30', '?before=x', '?until=9'])(
  'what cannot be looked for is left out: %s',
  async (query) => {
    expect(await column(query, '番号')).toEqual(await column('', '番号'));
  },
);
