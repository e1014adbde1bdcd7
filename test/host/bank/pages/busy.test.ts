import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WEB_REFUSALS } from '../../../../host/bank/web/web-refusals.ts';
import { CONTRACT, LOGIN_CODE, opened, OPERATOR, USER_PASSWORD } from '../store/support.ts';
import { CLERK, type WebBank, webBank } from './support.ts';

/** At once and waiting, by the bank's own bounds. */
const PLACES = 202;
const TANAKA = { contractId: CONTRACT, userId: 'tanaka', password: USER_PASSWORD };

let web: WebBank;
let finish: () => void;
let crowd: Promise<unknown>;

beforeEach(async () => {
  web = await webBank();
  await opened(web.bank);
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { door } = web.bank.parts.turns;
  const addresses = Array.from({ length: PLACES }, (_, at) => `2001:db8::${at.toString(16)}`);
  crowd = Promise.all(addresses.map((address) => door.run(address, () => held)));
});
afterEach(async () => {
  finish();
  await crowd;
  // It is nobody's failure.
  expect(web.failures).toEqual([]);
  await web.close();
});

describe('when as many addresses as there are places wait at the door', () => {
  test.each([
    ['/login', TANAKA],
    ['/admin/login/id', { contractId: CONTRACT, loginCode: LOGIN_CODE }],
    ['/desk/login', { operator: CLERK.name, password: CLERK.password }],
  ])('whoever sends the form of %s is told when to come back', async (path, fields) => {
    const visitor = web.visitor();
    await visitor.open(path);
    const answer = await visitor.sendOnly(fields);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  test.each([
    ['ja', 'しばらくお待ちください', 'もう一度操作する'],
    ['en', 'Please wait a while', 'Try again'],
  ] as const)(
    'he reads it in his language, %s, and is led back to the form',
    async (language, title, again) => {
      const visitor = web.visitor(language);
      await visitor.open('/login');
      const { html, text } = await visitor.send(TANAKA);
      expect(html).toContain(`<html lang="${language}">`);
      expect(text).toContain(title);
      expect(text).toContain(WEB_REFUSALS.busy[language]);
      expect(html).toContain(`href="/login">${again}</a>`);
      expect(html).not.toMatch(/tanaka|riyousha/);
    },
  );

  test('no try is counted, and there is a place again when one of them is done', async () => {
    const visitor = web.visitor();
    await visitor.open('/login');
    for (let tries = 0; tries < 9; tries++) {
      const answer = await visitor.sendOnly({ ...TANAKA, password: 'machigai9' });
      expect(answer.status).toBe(503);
    }
    finish();
    await crowd;
    expect((await visitor.send(TANAKA)).path).toBe('/user');
    const kinds = (await web.bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
    expect(kinds).not.toContain('login.refused');
  });
});
