import { afterEach, beforeEach, expect, test } from 'vitest';
import { newContractRow } from '../../../../../host/bank/store/contract-rows.ts';
import { START } from '../../store/support.ts';
import { asClerk, type Visitor, type WebBank, webBank } from '../support.ts';

let web: WebBank;
let clerk: Visitor;

beforeEach(async () => {
  web = await webBank();
  clerk = web.visitor();
  await web.bank.database.write(async (db) => {
    for (let id = 100_001; id <= 100_205; id++) {
      const row = newContractRow({
        contract_id: String(id),
        name: id % 2 === 0 ? `朝日商店${id}` : '夕日商店',
        login_method: 'id-password',
        login_code: '',
        confirmation: '',
        card: new Uint8Array(),
        opened_unix_ms: START,
      });
      await db.insertInto('contract').values(row).execute();
    }
  });
  await asClerk(clerk);
});
afterEach(async () => {
  expect(web.failures).toEqual([]);
  await web.close();
});

/** The contracts of page after page. */
async function pagesFrom(path: string): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { html } = await clerk.open(next);
    pages.push([...html.matchAll(/"\/desk\/contracts\/([0-9]+)"/g)].map(([, id = '']) => id));
    next = /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  return pages;
}

const numbered = (first: number, last: number, by = 1): readonly string[] =>
  Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, at) => String(first + at * by));

test('contracts stand a hundred on a page, and each page leads to the next', async () => {
  expect(await pagesFrom('/desk/contracts')).toEqual([
    numbered(100_001, 100_100),
    numbered(100_101, 100_200),
    numbered(100_201, 100_205),
  ]);
});

test('a search goes on on the next page, full-width digits too', async () => {
  const found = await pagesFrom(`/desk/contracts?about=${encodeURIComponent('朝日')}`);
  expect(found).toEqual([numbered(100_002, 100_200, 2), ['100202', '100204']]);
  await clerk.open(`/desk/contracts?about=${encodeURIComponent('１００２０５')}`);
  expect(clerk.seen.text).toContain('夕日商店');
  expect(clerk.seen.text).toContain('条件を解除');
});

test('where none is found the page says so', async () => {
  await clerk.open('/desk/contracts?about=nobody');
  expect(clerk.seen.text).toContain('該当する契約はありません。');
});

test.each(['?after=x', '?after=', "?after=1'"])(
  'an id that is none is left out: %s',
  async (query) => {
    expect((await pagesFrom(`/desk/contracts${query}`))[0]).toEqual(numbered(100_001, 100_100));
  },
);
