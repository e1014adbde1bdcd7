import { describe, expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import type { LineFormat } from '../../../../../host/station/exchange/front/format.ts';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import { RFC_BASE32, RFC_HEX, plain, read, texts, token } from '../tokens.ts';

const HEX = RFC_HEX;
const OTHER = HEX.replace('31', '41');

async function fileOf(format: LineFormat, ...tokens: Parameters<typeof token>): Promise<string> {
  const { bytes } = await writeTokens(format, tokens.map(token));
  return new TextDecoder().decode(bytes);
}

describe('privacyIDEA', () => {
  test('version 2 has user, resolver and realm in front', () => {
    const file = `# version: 2\nalice,ldap,example,FOB1,${HEX},totp,8,60\n,,,FOB2,${OTHER},hotp,6,17\n`;
    expect(read(file).tokens.map(plain)).toEqual([
      {
        serial: 'FOB1',
        parameters: { mode: 'totp', algorithm: 'SHA1', digits: 8, stepSeconds: 60 },
        seed: HEX,
        user: 'alice',
        resolver: 'ldap',
        realm: 'example',
      },
      {
        serial: 'FOB2',
        parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 17 },
        seed: OTHER,
      },
    ]);
  });

  test('version 2 is written only where there are users', async () => {
    expect(await fileOf('privacyidea', {})).toBe(`SKTS00509641,${HEX},totp,6,30\n`);
    expect(await fileOf('privacyidea', { user: 'alice', realm: 'r' })).toBe(
      `# version: 2\nalice,,r,SKTS00509641,${HEX},totp,6,30\n`,
    );
  });

  test('a version that nobody reads is refused', () => {
    expect(texts(read(`# version: 3\nFOB1,${HEX}\n`).faults)).toEqual([
      'tokens.csv:1: version: a version of this format that nobody reads: 1 or 2',
    ]);
  });

  test('a suite tells digits and hash of an OCRA token', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    expect(read(`FOB1,${HEX},ocra,${suite}\n`).tokens[0]?.parameters).toEqual({
      mode: 'ocra',
      algorithm: 'SHA512',
      digits: 8,
      suite,
    });
  });

  test.each([28, 48])('a seed of %i bytes is one that the two servers take differently', (size) => {
    const row = `FOB1,${'ab'.repeat(size)},totp,6,30`;
    expect(texts(read(row).faults)).toEqual([expect.stringContaining('name the hash in column 6')]);
    expect(read(`${row},sha1`).tokens).toHaveLength(1);
  });

  test('a file of version 2 without its first line is told', () => {
    const { faults } = read(`alice,ldap,example,FOB1,${HEX},totp,8,60`, { format: 'privacyidea' });
    expect(texts(faults)).toContain(
      'tokens.csv:1:71: alice columns: more than the format has: a file of version 2 says so above',
    );
  });
});

describe('multiOTP', () => {
  test.each([';', ',', '\t'])('"%s" is a separator', (separator) => {
    const row = ['FOB1', 'Maker', 'totp', HEX, '6', '30'].join(separator);
    expect(read(row).tokens.map(plain)).toEqual([
      {
        serial: 'FOB1',
        manufacturer: 'Maker',
        parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
        seed: HEX,
      },
    ]);
  });

  test('the heading of its documentation is none of the tokens', () => {
    const heading = 'serial_number;manufacturer;algorithm;seed;digits;interval_or_event';
    expect(read(`${heading}\nFOB1;;HOTP;${HEX};6;3\n`).tokens[0]?.parameters.counter).toBe(3);
  });

  test('a seed in base32 is read', () => {
    expect(read(`FOB1;;totp;${RFC_BASE32};6;30`).tokens.map(plain)).toMatchObject([{ seed: HEX }]);
  });

  test('a line that the server would skip is a fault', () => {
    expect(texts(read(`FOB1;M;totp;${HEX};6;30\nFOB2;M;totp;${OTHER};6\n`).faults)).toEqual([
      'tokens.csv:2: FOB2 columns: fewer than six: multiOTP skips such a line',
    ]);
  });

  test.each([
    ['SHA-256', { parameters: { mode: 'totp', algorithm: 'SHA256', digits: 6 } }, 'algorithm'],
    ['a separator in a name', { manufacturer: 'Maker, Inc.' }, 'manufacturer'],
    ['OCRA', { parameters: { mode: 'ocra', algorithm: 'SHA1', digits: 6 } }, 'type'],
  ] as const)('%s is refused', async (_, fields, field) => {
    await expect(fileOf('multiotp', fields)).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ field })]) as unknown,
    });
  });
});

describe('Entra', () => {
  const HEADING = 'upn,serial number,secret key,time interval,manufacturer,model';

  test('a file as its documentation shows one', () => {
    // The key there has bits behind its last byte; this one is whole.
    const file = `${HEADING}\nHelga@contoso.com,1234567,${RFC_BASE32.toLowerCase()},60,Contoso,HardwareKey\n`;
    expect(read(file).tokens.map(plain)).toEqual([
      {
        serial: '1234567',
        user: 'Helga@contoso.com',
        parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 60 },
        seed: HEX,
        manufacturer: 'Contoso',
        model: 'HardwareKey',
      },
    ]);
  });

  test('a cut key is told by the bits behind its last byte', () => {
    const file = `${HEADING}\nHelga@contoso.com,1234567,2234567abcdef2234567abcdef,60,Contoso,HardwareKey\n`;
    expect(texts(read(file).faults)).toEqual([
      'tokens.csv:2:27: 1234567 secret key: base32: trailing bits are not zero at position 26',
    ]);
  });

  test('columns go by the heading', () => {
    const file = `Serial Number,Secret Key,timeinterval\nFOB1,${RFC_BASE32},30\n`;
    expect(read(file, { format: 'entra' }).tokens).toHaveLength(1);
  });

  test('a column that Entra does not have is told, since it may change the codes', () => {
    const file = `${HEADING},hash\na@b,FOB1,${RFC_BASE32},30,M,K,sha256\n`;
    expect(texts(read(file).faults)).toEqual([
      'tokens.csv:1:63: heading: a column that Entra does not have, or has already',
    ]);
  });

  test('a column that stands twice is told, since either may be meant', () => {
    const heading = 'upn,serial number,secret key,time interval,manufacturer,model,secret key';
    const { tokens, faults } = read(`${heading}\na,FOB1,${RFC_BASE32},30,M,M,${RFC_BASE32}\n`);
    expect(tokens).toEqual([]);
    expect(faults).toMatchObject([{ line: 1, column: 63, field: 'heading' }]);
  });

  test('a name with commas and quotes is quoted', async () => {
    const file = await fileOf('entra', { user: 'a@b', manufacturer: 'Maker, "The"', model: 'M' });
    expect(file).toBe(`${HEADING}\r\na@b,SKTS00509641,${RFC_BASE32},30,"Maker, ""The""",M\r\n`);
  });

  test('what Entra wants and the token lacks is a warning', async () => {
    const { warnings } = await writeTokens('entra', [token()]);
    expect(warnings.map(({ field }) => field)).toEqual(['user', 'manufacturer', 'model']);
  });

  test.each([
    ['HOTP', { parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 0 } }, 'type'],
    ['SHA-256', { parameters: { mode: 'totp', algorithm: 'SHA256', digits: 6 } }, 'algorithm'],
    ['8 digits', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 8 } }, 'digits'],
    [
      '90 seconds',
      { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 90 } },
      'step',
    ],
    ['another T0', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, t0: 7 } }, 't0'],
    ['81 bytes', { seed: new Secret(new Uint8Array(81).fill(1)) }, 'seed'],
    ['codes with a checksum', { checkDigits: true }, 'checkDigits'],
  ] as const)('%s is refused', async (_, fields, field) => {
    await expect(fileOf('entra', fields)).rejects.toMatchObject({ faults: [{ field }] });
  });
});

test.each(['=cmd|x', '+1', '-1', '@SUM(1)', '＝1'])(
  'a name %s, which a spreadsheet runs, is neither read nor written',
  async (user) => {
    await expect(fileOf('privacyidea', { user })).rejects.toThrow('run it as a formula: refused');
    const file = `# version: 2\n${user},,,FOB1,${HEX},totp,6,30\n`;
    expect(texts(read(file).faults)).toEqual([
      expect.stringMatching(/^tokens\.csv:2:1: user: begins with a character .*: refused$/),
    ]);
  },
);
