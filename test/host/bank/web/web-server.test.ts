import { execFile, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { type DevelopmentCa, makeDevelopmentCa } from '../../../../host/bank/ca/development-ca.ts';
import { certificateOf } from '../../../../host/bank/web/client-certificate.ts';
import { startWeb, type WebServer } from '../../../../host/bank/web/web-server.ts';
import { newFolder } from '../ca/support.ts';
import { toyWeb } from './support/toy-web.ts';

let server: WebServer;

/** What comes back for these bytes, until the server ends it. */
function talk(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let got = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => (got += String(text)));
    socket.on('error', () => {
      resolve(got);
    });
    socket.on('close', () => {
      resolve(got);
    });
    socket.setTimeout(20_000, () => {
      reject(new Error(`no end after ${got}`));
    });
    socket.write(bytes);
  });
}

describe('the bank on a plain socket', () => {
  beforeEach(async () => {
    server = await startWeb({ app: toyWeb().base.app });
  });
  afterEach(() => server.close());

  it('listens on the loopback at a free port unless told otherwise', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect((await fetch(`${server.url}/plain`)).status).toBe(200);
  });

  it('a port that is taken is refused', async () => {
    await expect(startWeb({ app: toyWeb().base.app, port: server.port })).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  it.each([
    ['with its length', `Content-Length: ${2 << 20}\r\n`, 'text='],
    ['in chunks', 'Transfer-Encoding: chunked\r\n', '20000\r\n'],
  ])(
    'a field of a megabyte, sent %s, is refused before it has come',
    async (_how, header, start) => {
      const got = await talk(
        `POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n${header}\r\n${start}${'x'.repeat(0x20000)}`,
      );
      expect(got).toMatch(/^HTTP\/1\.1 413 /);
      expect(Buffer.from(got, 'latin1').toString()).toContain('入力内容が長すぎます');
    },
  );

  it.each([
    ['no HTTP', 'HELO bank\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'another Host',
      'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 421 /,
    ],
    [
      'another server’s address',
      'GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 421 /,
    ],
    [
      'a header of a megabyte',
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: bank=${'x'.repeat(1 << 20)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'a path that is no URL',
      'GET /%ff%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 4\d\d /,
    ],
  ])('%s is refused, and the next visitor is served', async (_what, bytes, status) => {
    expect(await talk(bytes)).toMatch(status);
    expect((await fetch(`${server.url}/plain`)).status).toBe(200);
  });
});

const skipped = spawnSync('curl', ['-V']).status !== 0 && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install curl)' : '';

describe.skipIf(skipped)(`the bank by TLS, asked by curl${reason}`, () => {
  const folder = newFolder();
  let ca: DevelopmentCa;

  beforeEach(async () => {
    ca = await makeDevelopmentCa(folder, nodeClock);
    const { app } = toyWeb({ isSecure: true }).base;
    app.get('/certificate', (context) =>
      context.json(certificateOf(context, { ca, clock: nodeClock, bankCode: '1303' })),
    );
    server = await startWeb({ app, tls: ca.tlsOptions });
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const curl = (path: string, ...more: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      const args = ['-sS', '-i', '--noproxy', '*', '--cacert', ca.paths.rootCertificate, ...more];
      execFile('curl', [...args, `${server.url}${path}`], { timeout: 20_000 }, (_, out, err) => {
        resolve(`${out}${err}`);
      });
    });

  it('a page comes with Strict-Transport-Security and a __Host- cookie', async () => {
    const answer = await curl('/');
    expect(answer).toMatch(/^strict-transport-security: max-age=31536000/im);
    expect(answer).toMatch(/^set-cookie: __Host-bank=v\..*Secure/im);
  });

  it('a page sees whose client certificate the connection has', async () => {
    const client = await ca.issueClient('1234561303');
    const shown = ['--cert', client.certificateFile, '--key', client.keyFile];
    expect(await curl('/certificate', ...shown)).toContain('"name":"1234561303"');
    expect(await curl('/certificate')).toContain('{"kind":"none"}');
  });

  it('TLS before 1.2 is refused', async () => {
    const answer = await curl('/', '--tls-max', '1.1', '--ciphers', 'DEFAULT:@SECLEVEL=0');
    expect(answer).toMatch(/curl: \(35\)/);
  });
});
