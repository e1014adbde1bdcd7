import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Server } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import {
  type ClientCertificate,
  type DevelopmentCa,
  makeDevelopmentCa,
} from '../../../../host/bank/ca/development-ca.ts';
import { newFolder, run, serveIdentity } from './support.ts';

const skipped = spawnSync('curl', ['-V']).status !== 0 && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install curl)' : '';
const DAY_MS = 86_400_000;

const [folder, elsewhere] = [newFolder(), newFolder()];
let [ca, stranger]: (DevelopmentCa | undefined)[] = [];
let server: Server | undefined;
let port = 0;
let now = (): number => nodeClock.unixMs();

beforeAll(async () => {
  ca = await makeDevelopmentCa(folder, nodeClock);
  stranger = await makeDevelopmentCa(elsewhere, nodeClock);
  ({ server, port } = await serveIdentity(ca, () => now()));
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  for (const path of [folder, elsewhere]) rmSync(path, { recursive: true });
});

const authority = (which = ca): DevelopmentCa => {
  if (which === undefined) throw new Error('no authority');
  return which;
};

/** What the bank sees when curl comes with this certificate. */
async function seenOf(
  client?: Pick<ClientCertificate, 'certificateFile' | 'keyFile'>,
  host = '127.0.0.1',
): Promise<unknown> {
  const certificate =
    client === undefined ? [] : ['--cert', client.certificateFile, '--key', client.keyFile];
  const { status, output } = await run('curl', [
    ...['-sS', '--noproxy', '*', '--cacert', authority().paths.rootCertificate],
    ...['--connect-to', `::127.0.0.1:${port}`, ...certificate, `https://${host}:${port}/`],
  ]);
  if (status !== 0) throw new Error(output);
  return JSON.parse(output);
}

describe.skipIf(skipped)(`client certificates, shown by curl${reason}`, () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'the server is %s to who trusts the root',
    async (host) => {
      expect(await seenOf(undefined, host)).toEqual({ kind: 'none' });
    },
  );

  it('the right one: 契約者ID + 金融機関コード is the administrator’s', async () => {
    const client = await authority().issueClient('1234561303');
    expect(await seenOf(client)).toEqual({
      kind: 'certificate',
      name: '1234561303',
      owner: { contractId: '123456', bankCode: '1303' },
      serial: client.serial,
    });
  });

  it('a user’s has his id', async () => {
    const client = await authority().issueClient('1234561303-tanaka');
    expect(await seenOf(client)).toMatchObject({ owner: { userId: 'tanaka' } });
  });

  it('one of another authority is untrusted', async () => {
    const client = await authority(stranger).issueClient('1234561303');
    expect(await seenOf(client)).toEqual({ kind: 'refused', reason: 'untrusted' });
  });

  it('the server’s own is for no client', async () => {
    const { serverCertificate: certificateFile, serverKey: keyFile } = authority().paths;
    expect(await seenOf({ certificateFile, keyFile })).toEqual({
      kind: 'refused',
      reason: 'untrusted',
    });
  });

  it('an expired one is expired', async () => {
    const from = nodeClock.unixMs() - 10 * DAY_MS;
    const client = await authority().issueClient('1234561303', { from, days: 9 });
    expect(await seenOf(client)).toEqual({ kind: 'refused', reason: 'expired' });
  });

  it('one that ends during a connection is expired by the bank’s clock', async () => {
    const client = await authority().issueClient('1234561303', { days: 1 });
    const real = now;
    now = () => real() + 2 * DAY_MS;
    try {
      expect(await seenOf(client)).toEqual({ kind: 'refused', reason: 'expired' });
    } finally {
      now = real;
    }
  });

  it('a revoked one is revoked from the next request on', async () => {
    const client = await authority().issueClient('1234561303');
    expect(await seenOf(client)).toMatchObject({ kind: 'certificate' });
    authority().revoke(client.serial);
    expect(await seenOf(client)).toEqual({ kind: 'refused', reason: 'revoked' });
  });

  it.each(['1234561020', 'tanaka'])('%s is the name of nobody at bank 1303', async (name) => {
    const client = await authority().issueClient(name);
    expect(await seenOf(client)).toEqual({ kind: 'refused', reason: 'name' });
  });
});
