import { expect, test } from 'vitest';
import { WEB_REFUSALS } from '../../../../host/bank/web/web-refusals.ts';
import { OpenedBank } from './opened-bank.ts';
import { asClerk, asUser, toMain } from './support.ts';

const here = new OpenedBank();
const { ja } = WEB_REFUSALS['not-found'];

test('whoever is logged in keeps his menu where there is no page', async () => {
  const [administrator, user, clerk] = [0, 1, 2].map(() => here.web.visitor());
  if (administrator === undefined || user === undefined || clerk === undefined) throw new Error();
  await toMain(administrator, here.card);
  await asUser(user, 'tanaka');
  await asClerk(clerk);
  for (const [visitor, home] of [
    [administrator, '/admin'],
    [user, '/user'],
    [clerk, '/desk'],
  ] as const) {
    await visitor.open(`${home}/no-such-page`);
    expect(visitor.seen.status).toBe(404);
    expect(visitor.seen.text).toContain(ja);
    expect(visitor.seen.html).toContain(`<a class="brand" href="${home}">`);
    expect(visitor.seen.html).toContain('class="menu"');
  }
});

test('whoever is not logged in is led to the login', async () => {
  const visitor = here.web.visitor();
  expect((await visitor.open('/admin/no-such-page')).path).toBe('/admin/login');
});
