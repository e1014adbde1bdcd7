import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { networkOf } from '../../../../host/bank/web/network.ts';
import type { WebBaseOptions } from '../../../../host/bank/web/web-base.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';
import { toyWeb } from './support/toy-web.ts';

const PUBLIC = { publicUrl: new URL('https://bank.example') };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let server: WebServer | undefined;

afterEach(() => server?.close());

async function served(options: Partial<WebBaseOptions>): Promise<ReturnType<typeof toyWeb>> {
  const web = toyWeb(options);
  server = await startWeb({ app: web.base.app });
  return web;
}

function proxies(...addresses: readonly string[]): Partial<WebBaseOptions> {
  return { proxies: addresses.map(networkOf).filter((network) => network !== undefined) };
}

/** As a proxy on this machine asks: it may send any header, Host too. */
async function ask(path: string, headers: Record<string, string>, body?: string) {
  const method = body === undefined ? 'GET' : 'POST';
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  httpRequest(`${server?.url ?? ''}${path}`, { method, headers, agent: false }, resolve)
    .on('error', reject)
    .end(body);
  const response = await promise;
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}

/** A page with a form, and the form sent from `origin`. */
async function echo(host: string, origin: string) {
  const page = await ask('/', { host });
  const cookie = page.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const form = new URLSearchParams({ csrf: page.text, text: '振込' }).toString();
  return await ask('/echo', { host, cookie, origin, ...FORM }, form);
}

test.each(['bank.example', '127.0.0.1'])(
  'behind a proxy that sends Host %s, forms of the public address are taken, and no others',
  async (host) => {
    await served(PUBLIC);
    expect(await echo(host, 'https://bank.example')).toMatchObject({ status: 200, text: '振込' });
    expect(await echo(host, `http://${host}`)).toMatchObject({ status: 403 });
    expect(await echo(host, 'https://evil.example')).toMatchObject({ status: 403 });
  },
);

test('cookies are for TLS alone, though the proxy asks without it, and so is the whole site', async () => {
  await served(PUBLIC);
  const { headers } = await ask('/', { host: 'bank.example' });
  expect(headers['set-cookie']?.[0]).toMatch(/^__Host-bank=.*; Secure/);
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
});

test('the public name is answered, another is not, and without it neither is', async () => {
  await served(PUBLIC);
  expect((await ask('/plain', { host: 'bank.example' })).status).toBe(200);
  expect((await ask('/plain', { host: 'evil.example' })).status).toBe(421);
  await server?.close();
  await served({});
  expect((await ask('/plain', { host: 'bank.example' })).status).toBe(421);
});

test.each([
  ['no proxy is trusted', [], '203.0.113.7', '127.0.0.1'],
  ['the connection comes from elsewhere', ['192.0.2.1'], '203.0.113.7', '127.0.0.1'],
  ['the proxy is trusted', ['127.0.0.1'], '203.0.113.7', '203.0.113.7'],
  ['a network is trusted', ['127.0.0.0/8'], '203.0.113.7', '203.0.113.7'],
  ['the visitor wrote one himself', ['127.0.0.1'], '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['there are two proxies', ['127.0.0.1', '192.0.2.1'], '203.0.113.7,192.0.2.1', '203.0.113.7'],
  ['all of them are proxies', ['127.0.0.1', '192.0.2.1'], '192.0.2.1', '192.0.2.1'],
  ['it has a port', ['127.0.0.1'], '203.0.113.7:4711', '203.0.113.7'],
  ['it is IPv6', ['127.0.0.1'], '2001:db8:0:1:2::9', '2001:db8:0:1::/64'],
  ['it is IPv6 with a port', ['127.0.0.1'], '[2001:db8:0:1:2::9]:4711', '2001:db8:0:1::/64'],
  ['it is IPv4 as IPv6', ['127.0.0.1'], '::ffff:203.0.113.7', '203.0.113.7'],
  ['it is no address', ['127.0.0.1'], '203.0.113.7, unknown', '127.0.0.1'],
  ['it is empty', ['127.0.0.1'], '', '127.0.0.1'],
])('X-Forwarded-For, where %s', async (_rule, trusted, header, from) => {
  const { logged } = await served(proxies(...trusted));
  await ask('/plain', { 'x-forwarded-for': header });
  expect(logged.at(-1)).toMatchObject({ status: 200, from });
});

test('visitors behind a trusted proxy are counted each for himself', async () => {
  const one = { burst: 1, perSecond: 0.001 };
  await served({ ...proxies('127.0.0.1'), rates: { all: one } });
  const status = async (from: string): Promise<number | undefined> =>
    (await ask('/plain', { 'x-forwarded-for': from })).status;
  expect([await status('203.0.113.7'), await status('203.0.113.7')]).toEqual([200, 429]);
  expect(await status('203.0.113.8')).toBe(200);
});
