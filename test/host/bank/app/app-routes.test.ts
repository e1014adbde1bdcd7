import { createECDH } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { appRoutes } from '../../../../host/bank/app/app-routes.ts';
import { toBase64url } from '../../../../host/bank/app/shared/base64url.ts';
import { SmallBank } from './small-bank.ts';

const NOW = Date.UTC(2022, 3, 19, 1, 29, 34);
let bank = new SmallBank(NOW);
let routes = appRoutes(bank);

beforeEach(() => {
  bank = new SmallBank(NOW);
  routes = appRoutes(bank);
});

const publicKey = (): string => toBase64url(createECDH('prime256v1').generateKeys());

async function post(path: string, body: unknown, type = 'application/json'): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return routes.request(path, { method: 'POST', body: text, headers: { 'Content-Type': type } });
}

async function refusal(response: Response): Promise<[number, unknown]> {
  return [response.status, await response.json()];
}

describe('the files', () => {
  it('are served with a policy that allows no inline script and no other host', async () => {
    for (const path of ['/token', '/phone/main.js', '/app.css', '/sw.js', '/app.webmanifest']) {
      const response = await routes.request(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
      expect(response.headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  it('have no script or style in the page itself', async () => {
    const page = await (await routes.request('/token')).text();
    expect(page).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });

  it('are asked for again only when they change', async () => {
    const tag = (await routes.request('/token')).headers.get('ETag') ?? '';
    const again = await routes.request('/token', { headers: { 'If-None-Match': tag } });
    expect(again.status).toBe(304);
  });

  it('are told to the worker, each one that there is', async () => {
    const worker = await (await routes.request('/sw.js')).text();
    const told = JSON.parse(/const APP_ASSETS = (.*);/.exec(worker)?.[1] ?? '') as {
      readonly paths: readonly string[];
    };
    expect(told.paths).toContain('shared/totp.js');
    for (const path of told.paths) expect((await routes.request(`/${path}`)).status).toBe(200);
  });

  it('are no others: no sources, no way out of the folder', async () => {
    for (const path of [
      '/phone/tsconfig.json',
      '/phone/main.ts',
      '/../package.json',
      '/%2e%2e/x',
    ]) {
      expect((await routes.request(path)).status).toBe(404);
    }
  });
});

describe('activation over HTTP', () => {
  it('answers with serial label, parameters, a sealed seed and the bank’s time, to be stored nowhere', async () => {
    const { code, serial } = bank.issue();
    const response = await post('/api/activate', { version: 1, code, publicKey: publicKey() });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ version: 1, serial, unixMs: NOW });
  });

  it('never has the seed in an answer', async () => {
    const { code, serial } = bank.issue();
    const response = await post('/api/activate', { version: 1, code, publicKey: publicKey() });
    const text = await response.text();
    const seed = Buffer.from(bank.seedOf(serial));
    for (const form of ['hex', 'base64url', 'base64'] as const) {
      expect(text).not.toContain(seed.toString(form));
    }
  });

  it('lets one of two phones win that come at once', async () => {
    const { code } = bank.issue();
    const both = await Promise.all(
      [1, 2].map(() => post('/api/activate', { version: 1, code, publicKey: publicKey() })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuses a code that nobody issued, and one that has ended', async () => {
    const other = new SmallBank(NOW).issue().code;
    const unknown = await post('/api/activate', {
      version: 1,
      code: other,
      publicKey: publicKey(),
    });
    expect(await refusal(unknown)).toMatchObject([404, { refused: 'unknown' }]);
    const { code } = bank.issue();
    bank.nowMs += 3_600_000;
    const late = await post('/api/activate', { version: 1, code, publicKey: publicKey() });
    expect(await refusal(late)).toMatchObject([410, { refused: 'expired' }]);
  });

  it.each([
    ['no JSON', '{'],
    ['an array', []],
    ['another version', { version: 2 }],
    ['a code with a typo', { code: '0'.repeat(29) + '1' }],
    ['a short code', { code: 'ABCDE' }],
    [
      'a key that is no point',
      { publicKey: toBase64url(Uint8Array.from([4, ...new Uint8Array(64)])) },
    ],
    ['a key of another length', { publicKey: 'AAAA' }],
    ['a number for a code', { code: 7 }],
  ])('refuses %s before the bank is asked', async (_, wrong) => {
    const right = { version: 1, code: bank.issue().code, publicKey: publicKey() };
    const body = typeof wrong === 'string' || Array.isArray(wrong) ? wrong : { ...right, ...wrong };
    const response = await post('/api/activate', body);
    expect(await refusal(response)).toMatchObject([400, { refused: 'malformed' }]);
    expect(bank.calls).toEqual([]);
  });

  it('refuses a body of a megabyte, and one that is not declared as JSON', async () => {
    const right = { version: 1, code: bank.issue().code, publicKey: publicKey() };
    const large = await post('/api/activate', { ...right, more: 'x'.repeat(1_000_000) });
    const form = await post('/api/activate', right, 'application/x-www-form-urlencoded');
    expect([large.status, form.status]).toEqual([400, 400]);
    expect(bank.calls).toEqual([]);
  });

  it('refuses a first code in other digits', async () => {
    const { code } = bank.issue();
    const body = { version: 1, code, publicKey: publicKey(), otp: '１２３４５６' };
    expect((await post('/api/confirm', body)).status).toBe(400);
  });

  it('says no more than that it is not available when the bank throws', async () => {
    bank.activate = () => Promise.reject(new Error('seed 3132 in table x'));
    const { code } = bank.issue();
    const response = await post('/api/activate', { version: 1, code, publicKey: publicKey() });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('table');
  });

  it('answers no other method and path', async () => {
    expect((await routes.request('/api/activate')).status).toBe(400);
    expect((await routes.request('/api/else')).status).toBe(400);
  });
});
