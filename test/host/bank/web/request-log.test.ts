import { expect, it } from 'vitest';
import { ToyBrowser } from './support/browser.ts';
import { toyWeb } from './support/toy-web.ts';

it('a request is logged by pattern, status and address, never by what the visitor typed', async () => {
  const { base, logged } = toyWeb();
  const browser = new ToyBrowser(base);
  const csrf = await (await browser.get('/')).text();
  await browser.post('/login', { who: '123456', password: 'hiroko99', csrf });
  await browser.post('/echo', { text: '623641', csrf });
  await browser.get('/who/SKTS00509641?code=623641', { authorization: 'Bearer hiroko99' });
  await browser.get('/623641');
  expect(logged.map(({ method, route, status }) => [method, route, status])).toEqual([
    ['GET', '/', 200],
    ['POST', '/login', 303],
    ['POST', '/echo', 403],
    ['GET', '/who/:id', 200],
    ['GET', '*', 404],
  ]);
  const text = JSON.stringify(logged);
  for (const secret of ['623641', 'hiroko99', '123456', 'SKTS00509641', csrf]) {
    expect(text).not.toContain(secret);
  }
  for (const cookie of browser.cookies.values()) expect(text).not.toContain(cookie.slice(2));
});

it('the visitor of a refusal sees the id that the log has', async () => {
  const { base, logged } = toyWeb();
  const page = await (await base.app.request('/nowhere')).text();
  expect(page).toContain(logged[0]?.requestId);
  expect(logged[0]?.requestId).toMatch(/^[0-9a-f]{12}$/);
});

it('a method that is none is logged as such', async () => {
  const { base, logged } = toyWeb();
  await base.app.request('/', { method: 'SECRET623641' });
  expect(logged[0]?.method).toBe('other');
});
