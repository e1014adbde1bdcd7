import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CaError } from '../../../../host/bank/ca/ca-error.ts';
import { makeDevelopmentCa, revokedBy } from '../../../../host/bank/ca/development-ca.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';
import { newFolder, run } from './support.ts';

const skipped = spawnSync('openssl', ['version']).status !== 0 && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install openssl)' : '';
const DAY_MS = 86_400_000;

let folder = '';
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const make = (clock = new SimulatedClock()) => makeDevelopmentCa(folder, clock);
const certificate = (file: string): X509Certificate => new X509Certificate(readFileSync(file));

describe('the development CA', () => {
  it('is made by one call: root, and a server of this machine, on P-256', async () => {
    const { paths } = await make();
    const [root, server] = [
      certificate(paths.rootCertificate),
      certificate(paths.serverCertificate),
    ];
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.verify(root.publicKey)).toBe(true);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
    expect(server.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(server.checkPrivateKey(createPrivateKey(readFileSync(paths.serverKey)))).toBe(true);
  });

  it('keeps every key and passphrase for its user alone', async () => {
    const ca = await make();
    await ca.issueClient('1234561303');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.pem'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('is opened, not made anew, where it is there', async () => {
    const first = await make();
    const second = await make();
    expect(second.rootCertificate).toBe(first.rootCertificate);
    expect(second.tlsOptions.cert).toBe(first.tlsOptions.cert);
  });

  it('renews the server’s certificate in its last month', async () => {
    const clock = new SimulatedClock();
    const first = await make(clock);
    const later = new SimulatedClock(clock.unixMs() + 370 * DAY_MS);
    const second = await make(later);
    expect(second.rootCertificate).toBe(first.rootCertificate);
    expect(second.tlsOptions.cert).not.toBe(first.tlsOptions.cert);
  });

  it('half of it is refused by name, never replaced', async () => {
    const { paths } = await make();
    rmSync(paths.rootKey);
    await expect(make()).rejects.toThrow(/root\.key: is missing/);
  });

  it.each(['../x', '', 'a/b', 'x'.repeat(65), 'CN=x'])('%j is no client’s name', async (name) => {
    const ca = await make();
    await expect(ca.issueClient(name)).rejects.toThrow(CaError);
  });

  it('what another process revokes counts at once', async () => {
    const [one, other] = [await make(), await make()];
    const { serial } = await one.issueClient('1234561303');
    expect(one.isRevoked(serial)).toBe(false);
    other.revoke(serial.toLowerCase());
    expect(one.isRevoked(serial)).toBe(true);
  });

  it('nobody writes the list while another process does: none of both is lost', async () => {
    const ca = await make();
    const theirs = `${ca.paths.revoked}.new`;
    writeFileSync(theirs, 'half written');
    expect(() => {
      ca.revoke('0A');
    }).toThrow(/somebody else revokes at this moment/);
    expect(readFileSync(theirs, 'utf8')).toBe('half written');
    rmSync(theirs);
    ca.revoke('0A');
    expect(ca.isRevoked('0A')).toBe(true);
  });

  it('a certificate is revoked by its name; what was never issued is not', async () => {
    const ca = await make();
    const { serial } = await ca.issueClient('1234561303');
    const { serial: other } = await ca.issueClient('1234561303-tanaka');
    expect(await ca.revokeClient('1234561303')).toBe(serial);
    expect([serial, other].map(revokedBy(ca.paths.folder))).toEqual([true, false]);
    await expect(ca.revokeClient('9999991303')).rejects.toThrow(/there is no such certificate/);
    await expect(ca.revokeClient('../root')).rejects.toThrow(CaError);
  });

  it('where there is no CA nobody was revoked', () => {
    expect(revokedBy('nowhere')('01')).toBe(false);
  });

  it('a list of revoked ones that cannot be read lets nobody in', async () => {
    const ca = await make();
    writeFileSync(ca.paths.revoked, '{"revoked": [');
    expect(() => ca.isRevoked('01')).toThrow(CaError);
  });
});

describe.skipIf(skipped)(`the development CA, by openssl${reason}`, () => {
  it.each(['client', 'server'] as const)('openssl finds the %s’s certificate fit', async (kind) => {
    const ca = await make(new SimulatedClock(Date.now()));
    const client = await ca.issueClient('1234561303');
    const file = kind === 'client' ? client.certificateFile : ca.paths.serverCertificate;
    const purpose = kind === 'client' ? 'sslclient' : 'sslserver';
    const { status, output } = await run('openssl', [
      ...['verify', '-x509_strict', '-purpose', purpose, '-CAfile', ca.paths.rootCertificate, file],
    ]);
    expect(output).toContain(': OK');
    expect(status).toBe(0);
  });

  it('a PKCS#12 for browsers opens by its passphrase and holds the client’s name', async () => {
    const ca = await make(new SimulatedClock(Date.now()));
    const { pkcs12 } = await ca.issueClient('1234561303');
    const { output } = await run('openssl', [
      ...['pkcs12', '-in', pkcs12?.file ?? '', '-nodes'],
      ...['-passin', `file:${pkcs12?.passphraseFile ?? ''}`],
    ]);
    expect(output).toContain('CN = 1234561303');
    expect(output).toContain('BEGIN PRIVATE KEY');
  });
});
