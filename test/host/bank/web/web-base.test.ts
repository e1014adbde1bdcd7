import { describe, expect, it } from 'vitest';
import { WEB_REFUSALS, type WebRefusal } from '../../../../host/bank/web/web-refusals.ts';
import { ToyBrowser } from './support/browser.ts';
import { toyWeb } from './support/toy-web.ts';

function setUp(options: Parameters<typeof toyWeb>[0] = {}) {
  const web = toyWeb(options);
  const browser = new ToyBrowser(web.base);
  const form = async (fields: Record<string, string>) => ({
    ...fields,
    csrf: await (await browser.get('/')).text(),
  });
  return { ...web, browser, form };
}

async function expectRefused(response: Response, refusal: WebRefusal): Promise<void> {
  expect([response.status, await response.text()]).toEqual([
    WEB_REFUSALS[refusal].status,
    expect.stringContaining(WEB_REFUSALS[refusal].ja),
  ]);
}

describe('what changes something comes from a form of this bank', () => {
  it('a form with its token is taken', async () => {
    const { browser, form } = setUp();
    const response = await browser.post('/echo', await form({ text: '振込' }));
    expect([response.status, await response.text()]).toEqual([200, '振込']);
  });

  it.each([
    ['without its token', () => ''],
    [
      'with the token of another visitor',
      (csrf: string) => csrf.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
    ],
    ['with a token that is longer', (csrf: string) => `${csrf}A`],
  ])('a form %s is refused: form-stale', async (_rule, change) => {
    const { browser, form } = setUp();
    const { csrf } = await form({});
    await expectRefused(await browser.post('/echo', { csrf: change(csrf) }), 'form-stale');
  });

  it('a token from before the login is refused after it: form-stale', async () => {
    const { browser, form } = setUp();
    const before = await form({ who: '123456' });
    await browser.post('/login', before);
    await expectRefused(await browser.post('/echo', before), 'form-stale');
  });

  it('a visitor without the cookie has no token: form-stale', async () => {
    const { browser, form } = setUp();
    const fields = await form({});
    browser.cookies.clear();
    await expectRefused(await browser.post('/echo', fields), 'form-stale');
  });

  it.each([
    ['of another origin', { origin: 'http://evil.example' }],
    ['of another port', { origin: 'http://localhost:1' }],
    ['of no origin', { origin: 'null' }],
    ['across sites', { 'sec-fetch-site': 'cross-site' }],
    ['of a sibling site', { 'sec-fetch-site': 'same-site' }],
  ])('a request %s is refused: foreign-origin', async (_rule, headers) => {
    const { browser, form } = setUp();
    await expectRefused(await browser.post('/echo', await form({}), headers), 'foreign-origin');
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain'])(
    '%s is no form: not-a-form',
    async (type) => {
      const { browser, form } = setUp();
      const response = await browser.post('/echo', await form({}), { 'content-type': type });
      await expectRefused(response, 'not-a-form');
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE', 'QUERY'])('%s wants a form too', async (method) => {
    const { base } = setUp();
    await expectRefused(await base.app.request('/echo', { method }), 'not-a-form');
  });
});

describe('what is too large', () => {
  it('a field of a megabyte is refused: too-large', async () => {
    const { browser, form } = setUp();
    const response = await browser.post('/echo', await form({ text: 'x'.repeat(1 << 20) }));
    await expectRefused(response, 'too-large');
  });

  it.each([
    ['a value beyond 4096 characters', { text: 'x'.repeat(4097) }],
    ['a name beyond 64 characters', { ['x'.repeat(65)]: '' }],
    [
      'more than 200 fields',
      Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, ''])),
    ],
  ])('%s is refused: too-large', async (_rule, fields) => {
    const { browser, form } = setUp();
    await expectRefused(await browser.post('/echo', await form(fields)), 'too-large');
  });

  it('programs are bounded too, and told in JSON', async () => {
    const { base } = setUp();
    const response = await base.app.request('/api/echo', {
      method: 'POST',
      body: 'x'.repeat(65_537),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too-large', status: 413 });
  });
});

describe('names of this server', () => {
  it.each(['evil.example', 'localhost.evil.example', '192.0.2.1:80'])(
    'Host %s is refused: wrong-host',
    async (host) => {
      const { browser } = setUp();
      await expectRefused(await browser.get('/', { host }), 'wrong-host');
    },
  );

  it('another name in the address is refused: wrong-host', async () => {
    const { base } = setUp();
    const response = await base.app.request('http://evil.example/', {
      headers: { host: 'localhost' },
    });
    await expectRefused(response, 'wrong-host');
  });

  it.each(['localhost:8443', 'LOCALHOST', '127.0.0.1:1', '[::1]:8443'])(
    'Host %s is one',
    async (host) => {
      const { browser } = setUp();
      expect((await browser.get('/plain', { host })).status).toBe(200);
    },
  );

  it('others are when the bank is told so', async () => {
    const { base } = setUp({ hosts: ['bank.example'] });
    expect((await base.app.request('http://bank.example:8443/plain')).status).toBe(200);
    await expectRefused(await base.app.request('http://localhost/plain'), 'wrong-host');
  });
});

describe('rates', () => {
  it('an address beyond its share is refused: too-many, with Retry-After', async () => {
    const { browser, clock } = setUp({ rates: { all: { burst: 2, perSecond: 0.5 } } });
    await browser.get('/plain');
    await browser.get('/plain');
    const response = await browser.get('/plain');
    expect(response.headers.get('retry-after')).toBe('2');
    await expectRefused(response, 'too-many');
    await clock.advance(2000);
    expect((await browser.get('/plain')).status).toBe(200);
  });

  it('what changes something has a smaller share', async () => {
    const { browser, form } = setUp({ rates: { unsafe: { burst: 1, perSecond: 1 } } });
    const fields = await form({});
    await browser.post('/echo', fields);
    await expectRefused(await browser.post('/echo', fields), 'too-many');
    expect((await browser.get('/plain')).status).toBe(200);
  });

  it('an account is counted whoever asks for it', async () => {
    const { base, form } = setUp({ rates: { account: { burst: 2, perSecond: 1 } } });
    expect(await form({})).toBeDefined();
    const logIn = async (who: string): Promise<Response> => {
      const browser = new ToyBrowser(base);
      return browser.post('/login', { who, csrf: await (await browser.get('/')).text() });
    };
    await logIn('123456');
    await logIn('123456');
    await expectRefused(await logIn('123456'), 'too-many');
    expect((await logIn('654321')).status).toBe(303);
  });
});

describe('errors', () => {
  it('what a page throws is told to the bank, not to the visitor: internal', async () => {
    const { browser, failures } = setUp();
    const response = await browser.get('/breaks');
    const text = await response.clone().text();
    await expectRefused(response, 'internal');
    expect(text).not.toMatch(/SELECT|623641|Error|\.ts|at /);
    expect(failures).toHaveLength(1);
  });

  it('the store going away is another sentence: unavailable', async () => {
    const { browser } = setUp();
    await expectRefused(await browser.get('/store-is-gone'), 'unavailable');
  });

  it('too much work at once is no failure, and whoever asks is told when to come back: busy', async () => {
    const { browser, failures } = setUp();
    const response = await browser.get('/busy');
    expect(response.headers.get('retry-after')).toBe('5');
    await expectRefused(response, 'busy');
    expect(failures).toEqual([]);
  });

  it('no such page: not-found, without what was asked for', async () => {
    const { browser } = setUp();
    const response = await browser.get('/%3Cscript%3E623641');
    expect(await response.clone().text()).not.toMatch(/script>|623641/);
    await expectRefused(response, 'not-found');
  });

  it('is in English for who wants it, and in JSON for programs', async () => {
    const { browser } = setUp();
    const headers = { 'accept-language': 'en' };
    expect(await (await browser.get('/nowhere', headers)).text()).toContain(
      'There is no such page.',
    );
    expect(await (await browser.get('/api/nowhere', headers)).json()).toMatchObject({
      code: 'not-found',
      detail: 'There is no such page.',
    });
  });

  it('the page of a refusal is the bank’s own', async () => {
    const { browser } = setUp({ refusalPage: ({ refusal, status }) => `${refusal} ${status}` });
    expect(await (await browser.get('/nowhere')).text()).toBe('not-found 404');
  });
});

describe('programs', () => {
  it('need no form, and a browser that is logged in gives them no rights', async () => {
    const { browser, form } = setUp();
    await browser.post('/login', await form({ who: '123456' }));
    const response = await browser.post('/api/echo', {}, { 'content-type': 'application/json' });
    expect(await response.json()).toMatchObject({ who: null });
  });

  it('a path that only begins alike is a page', async () => {
    const { browser } = setUp();
    await expectRefused(await browser.post('/apis', {}), 'form-stale');
  });
});
