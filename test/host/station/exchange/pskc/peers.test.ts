import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import type { PskcProtection } from '../../../../../host/station/exchange/pskc/protection.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import type { PskcSigner } from '../../../../../host/station/exchange/pskc/sign.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { SEED, SEED64, messages, secret, secretHex, seedText, vector } from './pskc-support.ts';

const PYTHON = '/usr/bin/python3';
const HEX16 = '00112233445566778899aabbccddeeff';
const HEX32 = `${HEX16}102132435465768798a9bacbdcedfe0f`;

const installed =
  spawnSync(PYTHON, ['-c', 'import pskc']).status === 0 &&
  spawnSync('pskctool', ['--version']).status === 0 &&
  spawnSync('xmlsec1', ['--version']).status === 0;
// Under CI nothing may be skipped: there these tests run, and fail, without the peers too.
const skipped = !installed && process.env['CI'] !== 'true';
const reason = skipped ? ' (SKIPPED: apt-get install python3-pskc pskctool xmlsec1)' : '';
if (skipped) console.warn(`pskc/peers${reason}`);

const TOKENS: readonly TokenRecord[] = [
  {
    serial: 'FK-0001',
    keyId: 'key <1> & "one"',
    parameters: { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
    seed: secret(SEED),
    manufacturer: 'Müller & Söhne 株式会社',
    model: 'T1',
    issuer: 'Bank',
    user: 'UID=jsmith',
    timeDriftSteps: -3,
    startDate: 1_700_000_000,
    policy: { keyUsage: ['OTP'], numberOfTransactions: 7 },
  },
  {
    serial: 'FK-0002',
    parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 4_294_967_296 },
    seed: secret(SEED),
  },
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-pskc-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, ...options: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(program, options, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return `${stdout}${stderr}`;
}

/** pskctool writes what it thinks of encryption, which it cannot read, to its standard error. */
function verdict(...options: readonly string[]): string {
  return spawnSync('pskctool', options, { encoding: 'utf8' }).stdout;
}

function written(name: string, protection: PskcProtection, sign?: PskcSigner): string {
  const path = join(folder, `${name}.xml`);
  const { bytes } = writePskc(TOKENS, { protection, ...(sign === undefined ? {} : { sign }) });
  writeFileSync(path, bytes);
  return path;
}

const passphrase = secret('correct horse');
const CASES: readonly (readonly [string, string, PskcProtection])[] = [
  ['plain', '', { kind: 'plain' }],
  ['aes128', `k:${HEX16}`, { kind: 'pre-shared', key: secretHex(HEX16), cipher: 'aes128' }],
  ['aes256', `k:${HEX32}`, { kind: 'pre-shared', key: secretHex(HEX32), cipher: 'aes256' }],
  [
    'passphrase128',
    'p:correct horse',
    { kind: 'passphrase', passphrase, cipher: 'aes128', iterations: 2000 },
  ],
  ['passphrase256', 'p:correct horse', { kind: 'passphrase', passphrase, iterations: 2000 }],
];

const READ = `
import json, sys, pskc
c = pskc.PSKC(sys.argv[1])
how, _, value = sys.argv[2].partition(':')
if how == 'k': c.encryption.key = bytes.fromhex(value)
if how == 'p': c.encryption.derive_key(value)
print(json.dumps([[k.serial, k.id, k.secret.decode(), k.algorithm.split(':')[-1], k.algorithm_suite,
  k.response_length, k.counter, k.time_interval, k.time_drift, k.manufacturer, k.model, k.issuer,
  k.key_userid, str(k.policy.start_date), k.policy.key_usage, k.policy.number_of_transactions,
  k.check()] for k in c.keys]))
`;

describe.skipIf(skipped)(`python3-pskc${reason}`, () => {
  it.each(CASES)('reads what is written: %s', (name, opens, protection) => {
    const answer: unknown = JSON.parse(run(PYTHON, '-c', READ, written(name, protection), opens));
    expect(answer).toEqual([
      [
        ...['FK-0001', 'key <1> & "one"', SEED, 'totp', 'SHA256', 8, null, 60, -3],
        ...['Müller & Söhne 株式会社', 'T1', 'Bank', 'UID=jsmith', '2023-11-14 22:13:20+00:00'],
        ...[['OTP'], 7, true],
      ],
      [
        ...['FK-0002', 'FK-0002', SEED, 'hotp', null, 6, 4_294_967_296, null, null],
        ...[null, null, null, null, 'None'],
        ...[[], null, true],
      ],
    ]);
  });

  it('writes by pskc2pskc what is read', () => {
    const from = written('from', { kind: 'pre-shared', key: secretHex(HEX16), cipher: 'aes128' });
    const to = join(folder, 'to.xml');
    const main = 'from pskc.scripts.pskc2pskc import main; main()';
    run(PYTHON, '-c', main, from, '-s', HEX16, '--new-secret', HEX16, '-o', to);
    const keys = { preShared: secretHex(HEX16) };
    const { tokens, faults } = readPskc(readFileSync(to), { keys });
    expect(messages(faults)).toBe('');
    expect(tokens.map(seedText)).toEqual([SEED, SEED]);
    const bare = ({ seed: _, ...token }: TokenRecord): unknown => token;
    expect(tokens.map(bare)).toEqual(TOKENS.map(bare));
  });

  it('writes by csv2pskc with a passphrase what is read', () => {
    const csv = join(folder, 'in.csv');
    const urn = 'urn:ietf:params:xml:ns:keyprov:pskc:totp';
    const hex = Buffer.from(SEED).toString('hex');
    writeFileSync(
      csv,
      `id,serial,secret,algorithm,time_interval,response_length\nA,B,${hex},${urn},30,6\n`,
    );
    const to = join(folder, 'csv.xml');
    run(
      PYTHON,
      '-c',
      'from pskc.scripts.csv2pskc import main; main()',
      csv,
      '-p',
      'secret-pass',
      '-o',
      to,
    );
    const keys = { passphrase: secret('secret-pass') };
    const { tokens, faults } = readPskc(readFileSync(to), { keys });
    expect(messages(faults)).toBe('');
    expect(tokens).toMatchObject([
      { serial: 'B', keyId: 'A', parameters: { mode: 'totp', digits: 6, stepSeconds: 30 } },
    ]);
    expect(tokens.map(seedText)).toEqual([SEED]);
  });

  it.each(['kw-aes128', 'kw-aes192', 'kw-aes256', 'aes192-cbc', 'tripledes-cbc'])(
    'encrypts by %s what is read',
    (algorithm) => {
      const to = join(folder, `${algorithm}.xml`);
      const size = Number(/\d+$|\d+(?=-)/.exec(algorithm)?.[0] ?? 192) / 8;
      const hex = HEX32.slice(0, 2 * size);
      const make = `
import pskc
c = pskc.PSKC()
c.add_key(id='A', serial='A', secret=b'1234567890123456', algorithm='urn:ietf:params:xml:ns:keyprov:pskc:hotp', response_length=6, counter=258)
c.encryption.setup_preshared_key(key=bytes.fromhex('${hex}'), algorithm='${algorithm}', fields=['secret', 'counter'])
c.write('${to}')
`;
      expect(run(PYTHON, '-c', make)).toBe('');
      const { tokens, faults } = readPskc(readFileSync(to), {
        keys: { preShared: secretHex(hex) },
      });
      expect(messages(faults)).toBe('');
      expect(tokens.map(seedText)).toEqual(['1234567890123456']);
      expect(tokens[0]?.parameters.counter).toBe(258);
    },
  );
});

const pem = (name: string): string =>
  fileURLToPath(new URL(`../../../../vectors/pskc/${name}.pem`, import.meta.url));

describe.skipIf(skipped)(`pskctool and xmlsec1, by what they say${reason}`, () => {
  const sign = { key: vector('signer-key.pem'), certificate: vector('signer-certificate.pem') };

  it.each(CASES)('%s: valid, and parsed without a complaint', (name, _opens, protection) => {
    const path = written(name, protection);
    expect(verdict('-e', path)).toBe('OK\n');
    const said = run('pskctool', '-i', path);
    if (name === 'plain') expect(said).not.toMatch(/error|incomplete/);
    expect(said).toContain('SerialNo: FK-0001');
    expect(said).toContain('Suite: SHA256');
    expect(said).toContain('Key TimeInterval: 60');
    if (name === 'plain') expect(said).toContain(`Key Secret (base64): ${SEED64}`);
    else expect(said).not.toContain(SEED64);
  });

  it.each(CASES)('%s: the signature is that of the certificate', (name, _opens, protection) => {
    const path = written(`${name}-signed`, protection, sign);
    expect(verdict('-e', path)).toBe('OK\n');
    expect(verdict('--verify', '--verify-crt', pem('signer-certificate'), path)).toBe('OK\n');
    expect(verdict('--verify', '--verify-crt', pem('other-certificate'), path)).not.toMatch(/^OK/m);
    const trusted = ['--verify', '--trusted-pem'];
    expect(run('xmlsec1', ...trusted, pem('signer-certificate'), path)).toMatch(/^OK$/m);
    expect(run('xmlsec1', ...trusted, pem('other-certificate'), path)).not.toMatch(/^OK$/m);
    writeFileSync(path, readFileSync(path, 'utf8').replace('FK-0002', 'FK-0003'));
    expect(run('xmlsec1', ...trusted, pem('signer-certificate'), path)).not.toMatch(/^OK$/m);
  });

  it('a signature of pskctool is checked, and refused for its SHA-1 if it has that', () => {
    const path = written('for-pskctool', { kind: 'plain' });
    const signing = [
      '--sign',
      '--sign-key',
      pem('signer-key'),
      '--sign-crt',
      pem('signer-certificate'),
    ];
    const { stdout } = spawnSync('pskctool', [...signing, path], { encoding: 'utf8' });
    expect(stdout).toContain('SignatureValue');
    const signers = [vector('signer-certificate.pem')];
    expect(() => readPskc(stdout, { signers, requireSignature: true })).toThrow(
      /rsa-sha1 proves nothing/,
    );
  });

  it('a signature of xmlsec1 in the inclusive canonical form is checked', () => {
    const ds = 'http://www.w3.org/2000/09/xmldsig#';
    const algorithm = (name: string, uri: string): string => `<ds:${name} Algorithm="${uri}"/>`;
    const template = `<ds:Signature><ds:SignedInfo>${algorithm('CanonicalizationMethod', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315')}
${algorithm('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512')}
<ds:Reference URI=""><ds:Transforms>${algorithm('Transform', `${ds}enveloped-signature`)}</ds:Transforms>
${algorithm('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha512')}<ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>`;
    const path = written('xmlsec', { kind: 'pre-shared', key: secretHex(HEX16), cipher: 'aes128' });
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('</KeyContainer>', `${template}</KeyContainer>`));
    const to = join(folder, 'xmlsec-signed.xml');
    run('xmlsec1', '--sign', '--privkey-pem', pem('signer-key'), '--output', to, path);
    const keys = { preShared: secretHex(HEX16) };
    const signers = [vector('signer-certificate.pem')];
    const read = readPskc(readFileSync(to), { keys, signers, requireSignature: true });
    expect(read.tokens.map(seedText)).toEqual([SEED, SEED]);
    const changed = readFileSync(to, 'utf8').replace('FK-0002', 'FK-0003');
    expect(() => readPskc(changed, { keys, signers })).toThrow(/Signature: wrong/);
  });
});
