import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { readKeyFile } from '@fobkit/store';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { openBank, type OpenedBank } from '../../../../host/bank/store/open-bank.ts';
import {
  administrator,
  CONFIRMATION,
  CONTRACT,
  opened,
  OPERATOR,
} from '../../bank/store/support.ts';
import { runningSims } from '../../../../host/cli/sim/sims.ts';
import { BankHere, type ToldBank } from './support/bank-here.ts';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
// Under CI nothing may be skipped: there these run, and fail, without the programs too.
const skipped = !(isThere('oathtool') && isThere('radtest')) && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install oathtool freeradius-utils)' : '';

const SECRET = '3132333435363738393031323334353637383930';
const SERIAL = 'OATH00000001';
const run = promisify(execFile);

let here: BankHere;
beforeEach(() => {
  here = new BankHere();
});
afterEach(() => here.close());

/** A second process at the same bank. */
async function atTheBank<T>(
  { database, keyFile }: ToldBank,
  work: (bank: OpenedBank) => Promise<T>,
) {
  const bank = await openBank({
    address: database,
    key: readKeyFile(keyFile),
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    settings: { bankCode: '1303', policy: asahi1303 },
  });
  try {
    return await work(bank);
  } finally {
    await bank.close();
  }
}

/** The code that oathtool shows so many steps from now. */
async function shown(steps: number): Promise<string> {
  const at = Math.floor(nodeClock.unixMs() / 1000) + steps * 30;
  const child = run('oathtool', ['--totp', `--now=@${String(at)}`, '-']);
  child.child.stdin?.end(SECRET);
  return (await child).stdout.trim();
}

describe('fob bank up', () => {
  it('warns where passwords would cross the network without TLS', async () => {
    const { end } = await here.start('up', '--host', '0.0.0.0');
    expect((await end()).stderr).toBe(
      'Without --tls passwords and codes cross the network for everybody to read.\n',
    );
  });

  it('makes a bank, tells where everything is, and ends when it is told to', async () => {
    const { told, end } = await here.start('up', '--radius', '0');
    for (const url of [told.users, told.console, told.desk, told.app, told.openapi]) {
      expect((await fetch(url)).status).toBe(200);
    }
    expect(await (await fetch(`${told.api}/health`)).json()).toEqual({
      status: 'ok',
      bankCode: '1303',
    });
    expect(statSync(told.keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(here.state, 'bank', 'radius.secret')).mode & 0o777).toBe(0o600);
    const { status, stderr } = await end();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(fetch(told.users)).rejects.toThrow('fetch failed');
  });

  it('judges by the policy that is named', async () => {
    const policy = here.file('mine.json', JSON.stringify({ base: 'asahi-1303', bankCode: '4321' }));
    const { told } = await here.start('up', '--bank', policy);
    expect(await (await fetch(`${told.api}/health`)).json()).toMatchObject({ bankCode: '4321' });
  });

  it.each([
    ['--bank', 'nowhere.json'],
    ['--database', 'postgres://bank:secret@db/fobkit'],
  ])('refuses %s %s by name', async (option, value) => {
    const { status, stderr } = await here.run(['up', option, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(option);
    expect(stderr).not.toContain('secret@');
  });

  it('behind a proxy tells and links the address that visitors see', async () => {
    const origin = 'https://bank.example:8443';
    const { told, end } = await here.start(
      ...['up', '--public-url', origin, '--trusted-proxy', '127.0.0.1'],
    );
    expect(told).toMatchObject({ users: `${origin}/`, api: `${origin}/api/v1` });
    const page = await fetch(`${told.listens ?? ''}/login`);
    expect(page.headers.get('set-cookie')).toMatch(/^__Host-bank1303=.*; Secure/);
    const document = await fetch(`${told.listens ?? ''}/api/v1/openapi.json`);
    expect(await document.json()).toMatchObject({ servers: [{ url: origin }] });
    expect((await end()).stderr).toBe('');
  });

  it.each([
    ['--public-url', 'http://bank.example'],
    ['--public-url', 'https://bank.example/bank'],
    ['--public-url', 'https://user@bank.example'],
    ['--public-url', 'bank.example'],
    ['--trusted-proxy', 'proxy.example'],
    ['--trusted-proxy', '192.0.2.0/33'],
  ])('%s %s is refused by name', async (option, value) => {
    const { status, stderr } = await here.run(['up', option, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(option);
  });

  it('a database whose key is gone gets no new one', async () => {
    const { told, end } = await here.start('up');
    await end();
    const { status } = await here.run(['up', '--key-file', join(here.folder, 'other.key')]);
    expect(status).toBe(2);
    expect(() => statSync(join(here.folder, 'other.key'))).toThrow('ENOENT');
    expect(told.database).toContain('bank.db');
  });

  it('tells that its port is in use', async () => {
    const { told } = await here.start('up');
    const { port } = new URL(told.users);
    const { status, stderr } = await here.run(['up', '--port', port]);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: `fob: port ${port} is in use: name another\n`,
    });
  });
});

describe.skipIf(skipped)(`oathtool and radtest${reason}`, () => {
  it('the codes of oathtool are accepted by the API and by RADIUS, each once', async () => {
    const { told } = await here.start('up', '--radius', '0');
    const added = await here.json('token', 'add', 'depot', '--role', 'operator');
    const { token: depot } = added as { token: string };
    const { token } = (await here.json('token', 'add', 'vpn', '--role', 'verifier')) as {
      token: string;
    };
    const post = async (bearer: string, path: string, body: object): Promise<number> => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`${told.api}${path}`, init)).status;
    };
    const parameters = { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 };
    expect(
      await post(depot, '/tokens', { tokens: [{ serial: SERIAL, parameters, seed: SECRET }] }),
    ).toBe(200);
    await atTheBank(told, async (bank) => {
      const admin = await administrator(bank, await opened(bank));
      const form = { kind: 'token-application', formNumber: 'A-1', contractId: CONTRACT } as const;
      await bank.operator.takeForm(OPERATOR, form);
      await bank.operator.dispatch(OPERATOR, SERIAL);
      await bank.operator.arrive(OPERATOR, SERIAL);
      await bank.administrator.startUse(admin, 'same');
      const code = await shown(-1);
      const register = { serial: SERIAL, code, confirmation: CONFIRMATION };
      expect((await bank.administrator.register(admin, register)).outcome).toBe('done');
    });
    const asked = { contractId: CONTRACT, userId: 'tanaka', code: await shown(0) };
    expect(await post(token, '/verify', asked)).toBe(200);
    expect(await post(token, '/verify', asked)).toBe(403);
    const secret = readFileSync(join(here.state, 'bank', 'radius.secret'), 'utf8').trim();
    const radtest = async (code: string): Promise<string> => {
      const { host } = new URL(told.radius ?? '');
      const asking = run('radtest', [`tanaka@${CONTRACT}`, code, host, '1', secret]);
      return (await asking.catch((error: unknown) => error as { stdout: string })).stdout;
    };
    const next = await shown(1);
    expect(await radtest(next)).toContain('Received Access-Accept');
    expect(await radtest(next)).toContain('Received Access-Reject');
  });
});

describe('fob bank demo', () => {
  it('tells who logs in with what, and leaves nothing behind', async () => {
    const { told, end } = await here.start('demo');
    const { administrator: admin, token } = told as ToldBank & {
      readonly administrator: { readonly contractId: string; readonly card: object };
      readonly token: { readonly token: string };
    };
    expect(admin.contractId).toBe(CONTRACT);
    expect(Object.keys(admin.card)).toHaveLength(25);
    const headers = { authorization: `Bearer ${token.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ contractId: CONTRACT, userId: 'tanaka', code: '000000' });
    const asked = await fetch(`${told.api}/verify`, { method: 'POST', headers, body });
    expect(await asked.json()).toMatchObject({ code: 'code-wrong' });
    const { status, stderr } = await end();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await runningSims()).toEqual([]);
  }, 60_000);
});

describe('around it', () => {
  it('a token of the API is told once, listed and revoked', async () => {
    expect(await here.json('token', 'add', 'vpn', '--role', 'verifier')).toMatchObject({
      token: expect.stringMatching(/^fbt_/) as unknown,
    });
    expect((await here.run(['token', 'add', 'vpn', '--role', 'auditor'])).status).toBe(2);
    await here.json('token', 'revoke', 'vpn');
    const list = await here.run(['token', 'list', '--json']);
    expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'vpn', role: 'verifier' }]);
    expect(list.stdout).not.toContain('fbt_');
    expect((await here.run(['token', 'revoke', 'vpn'])).status).toBe(1);
  });

  it('a clerk is let in by the password in a file', async () => {
    const password = here.file('mori.txt', 'correct horse\n');
    expect(await here.json('clerk', 'add', 'mori', '--password-file', password)).toEqual({
      name: 'mori',
    });
    const short = here.file('short.txt', 'short\n');
    const { status, stderr } = await here.run(['clerk', 'add', 'abe', '--password-file', short]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'fob: abe: a password of 8 to 128 characters is wanted\n',
    });
  });

  it('a clerk who is removed is none', async () => {
    const password = here.file('mori.txt', 'correct horse\n');
    await here.json('clerk', 'add', 'mori', '--password-file', password);
    expect(await here.json('clerk', 'remove', 'mori')).toEqual({ name: 'mori', removed: true });
    const { status, stderr } = await here.run(['clerk', 'remove', 'mori']);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'fob: mori: there is no such clerk, or he was removed before\n',
    });
  });

  it('the audit holds, and what was edited is found', async () => {
    await here.json('token', 'add', 'vpn', '--role', 'verifier');
    expect(await here.json('audit')).toMatchObject({ ok: true, heads: [{ sequence: 1 }] });
    const { database, keyFile } = JSON.parse(
      readFileSync(join(here.state, 'bank', 'bank.json'), 'utf8'),
    ) as ToldBank;
    await atTheBank({ database, keyFile } as ToldBank, async (bank) => {
      const { sql } = await import('kysely');
      await bank.database.write((db) =>
        sql`update audit_entry set actor = 'nobody'`.execute(db).then(() => undefined),
      );
    });
    expect((await here.run(['audit'])).status).toBe(1);
  });

  it('takes an export of tokens into stock, all or none', async () => {
    const uri = `otpauth://totp/${SERIAL}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ`;
    const file = here.file('tokens.txt', `${uri}\n`);
    expect(await here.json('import', file)).toMatchObject({ imported: 1 });
    const again = await here.run(['import', file]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('is in the bank already');
  });
});
