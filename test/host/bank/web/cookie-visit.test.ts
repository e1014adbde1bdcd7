import { describe, expect, it } from 'vitest';
import { ToyBrowser } from './support/browser.ts';
import { toyWeb } from './support/toy-web.ts';

const MINUTE = 60_000;

function setUp(options: Parameters<typeof toyWeb>[0] = {}, origin = 'http://localhost') {
  const web = toyWeb(options);
  const browser = new ToyBrowser(web.base, origin);
  const csrf = async (): Promise<string> => (await browser.get('/')).text();
  const logIn = async (who: string): Promise<Response> =>
    browser.post('/login', { who, csrf: await csrf() });
  const who = async (): Promise<unknown> => (await browser.get('/who/me')).json();
  return { ...web, browser, csrf, logIn, who };
}

describe('the session’s cookie', () => {
  it('is out of reach for scripts, other sites and, by its name, other paths and hosts', async () => {
    const { browser } = setUp({ isSecure: true }, 'https://localhost');
    const response = await browser.get('/');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-bank=v\.[\w-]{43}; /);
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ]);
  });

  it('without TLS has neither Secure nor the name that demands it', async () => {
    const [cookie = ''] = (await setUp().browser.get('/')).headers.getSetCookie();
    expect(cookie).toMatch(/^bank=/);
    expect(cookie).not.toContain('Secure');
  });

  it('is not sent where no form wants one', async () => {
    expect((await setUp().browser.get('/plain')).headers.getSetCookie()).toEqual([]);
  });

  it.each(['', 's.', 'v.short', `s.${'!'.repeat(43)}`, 'x'.repeat(5000)])(
    'a cookie %j is no visitor',
    async (cookie) => {
      const { base } = setUp();
      const response = await base.app.request('/who/me', { headers: { cookie: `bank=${cookie}` } });
      expect(await response.json()).toEqual({ who: null, isOver: false });
    },
  );
});

describe('a session', () => {
  it('begins at login under a new id', async () => {
    const { browser, csrf, logIn, who } = setUp();
    await csrf();
    const before = browser.cookies.get('bank');
    await logIn('123456');
    expect(browser.cookies.get('bank')).toMatch(/^s\./);
    expect(browser.cookies.get('bank')?.slice(2)).not.toBe(before?.slice(2));
    expect(await who()).toEqual({ who: '123456', isOver: false });
  });

  it('ends in time, however often a page that watches events asks for more', async () => {
    const { base, browser, clock, logIn } = setUp();
    await logIn('123456');
    const cookie = `bank=${browser.cookies.get('bank') ?? ''}`;
    const asks = async (): Promise<unknown> => {
      const headers = { cookie, accept: 'text/event-stream' };
      return await (await base.app.request('/who/me', { headers })).json();
    };
    await clock.advance(9 * MINUTE);
    expect(await asks()).toMatchObject({ who: '123456' });
    await clock.advance(MINUTE);
    expect(await asks()).toEqual({ who: null, isOver: true });
  });

  it('gets another id at each step up, and the one before is over', async () => {
    const { browser, base, logIn, who } = setUp();
    await logIn('123456');
    const before = browser.cookies.get('bank') ?? '';
    await logIn('123456');
    expect(await who()).toMatchObject({ who: '123456' });
    const thief = await base.app.request('/who/me', { headers: { cookie: `bank=${before}` } });
    expect(await thief.json()).toEqual({ who: null, isOver: true });
  });

  it('an id that a visitor brings is never made a session’s', async () => {
    const { browser, base, logIn } = setUp();
    const planted = `s.${'A'.repeat(43)}`;
    browser.cookies.set('bank', planted);
    await logIn('123456');
    const thief = await base.app.request('/who/me', { headers: { cookie: `bank=${planted}` } });
    expect(await thief.json()).toMatchObject({ who: null });
  });

  it('is over ten minutes after the last request', async () => {
    const { clock, logIn, who } = setUp();
    await logIn('123456');
    await clock.advance(10 * MINUTE - 1);
    expect(await who()).toMatchObject({ who: '123456' });
    await clock.advance(10 * MINUTE);
    expect(await who()).toEqual({ who: null, isOver: true });
  });

  it('is over in the end, however busy and however often stepped up', async () => {
    const { clock, logIn, who } = setUp({ sessionTimes: { absoluteMs: 30 * MINUTE } });
    await logIn('123456');
    for (let i = 0; i < 5; i++) {
      await clock.advance(5 * MINUTE);
      if (i === 2) await logIn('123456');
      expect(await who()).toMatchObject({ who: '123456' });
    }
    await clock.advance(5 * MINUTE);
    expect(await who()).toEqual({ who: null, isOver: true });
  });

  it('a form of a session that is over still reaches its page, which says so', async () => {
    const { browser, clock, csrf, logIn } = setUp();
    await logIn('123456');
    const fields = { text: 'x', csrf: await csrf() };
    await clock.advance(11 * MINUTE);
    expect((await browser.post('/echo', fields)).status).toBe(200);
  });

  it('is over after logout, for copies of its cookie too', async () => {
    const { browser, base, csrf, logIn, who } = setUp();
    await logIn('123456');
    const copy = browser.cookies.get('bank') ?? '';
    await browser.post('/logout', { csrf: await csrf() });
    expect(await who()).toEqual({ who: null, isOver: false });
    const thief = await base.app.request('/who/me', { headers: { cookie: `bank=${copy}` } });
    expect(await thief.json()).toEqual({ who: null, isOver: true });
  });
});
