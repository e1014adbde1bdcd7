import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { readKeyFile } from '@fobkit/store';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { openBank } from '../../../../host/bank/store/open-bank.ts';
import { NEW_CONTRACT, opened, USER_PASSWORD } from '../../bank/store/support.ts';
import { BankHere } from './support/bank-here.ts';

const isThere = spawnSync('curl', ['--version']).error === undefined;
// Under CI nothing may be skipped: there these run, and fail, without curl too.
const skipped = !isThere && process.env['CI'] === undefined;
const run = promisify(execFile);

let here: BankHere;
beforeEach(() => {
  here = new BankHere();
});
afterEach(() => here.close());

it('certificates that are issued and revoked are on the record of the bank', async () => {
  await here.json('ca', '1234561303');
  await here.json('token', 'add', 'vpn', '--role', 'verifier');
  await here.json('ca', '1234561303');
  await here.json('ca', '1234561303', '--revoke');
  const { stdout } = await here.run(['audit', '--entries']);
  expect(stdout.match(/certificate\.\w+/g)).toEqual(['certificate.issued', 'certificate.revoked']);
});

describe.skipIf(skipped)(`curl${skipped ? ' (SKIPPED: apt-get install curl)' : ''}`, () => {
  it('a user logs in by certificate, and is out once that is revoked', async () => {
    const { told } = await here.start('up', '--tls');
    const bank = await openBank({
      address: told.database,
      key: readKeyFile(told.keyFile),
      clock: nodeClock,
      randomBytes: (length) => nodeEnv.randomBytes(length),
      settings: { bankCode: '1303', policy: asahi1303 },
    });
    await opened(bank, { ...NEW_CONTRACT, loginMethod: 'certificate' });
    await bank.close();
    const name = `${NEW_CONTRACT.contractId}1303-tanaka`;
    const issued = (await here.json('ca', name)) as Record<string, string>;
    const jar = join(here.folder, 'cookies');
    const curl = async (...args: readonly string[]): Promise<string> => {
      const asked = ['-s', '--cacert', issued['root'] ?? '', '-b', jar, '-c', jar, ...args];
      return (await run('curl', asked)).stdout;
    };
    const shown = ['--cert', issued['certificateFile'] ?? '', '--key', issued['keyFile'] ?? ''];
    const { origin } = new URL(told.users);
    const login = await curl(...shown, `${origin}/login`);
    expect(login).toContain(name);
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(login) ?? [];
    const form = { csrf, by: 'certificate', password: USER_PASSWORD };
    const body = new URLSearchParams(form).toString();
    await curl(...shown, '-H', `Origin: ${origin}`, '-d', body, `${origin}/login`);
    const where = ['-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', `${origin}/user`];
    expect(await curl(...shown, ...where)).toBe('200 ');
    await here.json('ca', name, '--revoke');
    expect(await curl(...where)).toBe(`303 ${origin}/over?as=user`);
  });
});
