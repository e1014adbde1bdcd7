import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  loadRadiusClients,
  RadiusClients,
  RadiusConfigError,
} from '../../../../host/bank/radius/clients.ts';
import { Secret } from '@fobkit/protocol';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-radius-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const SHARED = 'sixteen bytes or more';
const secret = (content = `${SHARED}\n`, mode = 0o600): void => {
  const file = join(folder, 'vpn.secret');
  writeFileSync(file, content);
  chmodSync(file, mode);
};
const load = (clients: unknown): Promise<RadiusClients> => {
  const file = join(folder, 'clients.json');
  writeFileSync(file, typeof clients === 'string' ? clients : JSON.stringify({ clients }));
  return loadRadiusClients(file);
};
const VPN = { name: 'vpn', address: '192.0.2.0/24', secretFile: 'vpn.secret' };

describe('the file of RADIUS clients', () => {
  it('gives each address its client, with the secret of its own file', async () => {
    secret();
    const clients = await load([VPN, { ...VPN, name: 'six', address: '2001:db8::/64' }]);
    const found = clients.find('192.0.2.7');
    expect(found).toMatchObject({ name: 'vpn', fields: 'code', codeDigits: 6, language: 'en' });
    expect(Buffer.from(found?.secret.reveal() ?? []).toString()).toBe(SHARED);
    expect(clients.find('2001:db8::1')?.name).toBe('six');
    expect(clients.find('::ffff:192.0.2.7')?.name).toBe('vpn');
    expect(clients.find('192.0.3.7')).toBeUndefined();
  });

  it.each([
    ['a secret that others can read', () => secret(undefined, 0o640), [VPN], /chmod 600/],
    ['a secret of 15 bytes', () => secret('x'.repeat(15)), [VPN], /16 to 128 bytes/],
    ['an empty secret', () => secret(''), [VPN], /16 to 128 bytes/],
    ['no file of the secret', () => undefined, [VPN], /vpn\.secret: cannot be read/],
    ['no secret named', () => undefined, [{ name: 'vpn', address: '::1' }], /secretFile/],
    ['a secret in the file itself', () => secret(), [{ ...VPN, secret: 'x' }], /secret/],
    ['no client', () => undefined, [], /at least one/],
    ['no address', () => secret(), [{ ...VPN, address: 'vpn.example' }], /address/],
    [
      'a prefix beyond the address',
      () => secret(),
      [{ ...VPN, address: '10.0.0.0/33' }],
      /no address/,
    ],
    ['no JSON', () => undefined, '{"clients": [', /is not JSON/],
  ])('%s is refused by name', async (_what, prepare, clients, message) => {
    prepare();
    const failed = await load(clients).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(RadiusConfigError);
    expect(String(failed)).toMatch(message);
    expect(String(failed)).not.toContain(SHARED);
  });
});

it('the first client whose network fits counts', () => {
  const client = {
    secret: new Secret(Buffer.from(SHARED)),
    fields: 'code',
    codeDigits: 6,
  } as const;
  const clients = new RadiusClients([
    { ...client, language: 'en', name: 'one', address: '10.0.0.1' },
    { ...client, language: 'en', name: 'net', address: '10.0.0.0/8' },
  ]);
  expect(clients.find('10.0.0.1')?.name).toBe('one');
  expect(clients.find('10.0.0.2')?.name).toBe('net');
});
