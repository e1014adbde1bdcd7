import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret, toHex } from '@fobkit/protocol';
import type { LineFormat } from '../../../../../host/station/exchange/front/format.ts';
import type { WriteTokensOptions } from '../../../../../host/station/exchange/front/write-tokens.ts';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { filesOf, hotp, names, read, secretOf, serials, token, totp } from '../tokens.ts';
import type { ServerToken } from './servers.ts';
import { linotpImport, multiotpImport, privacyideaImport } from './servers.ts';

const tokens = filesOf(
  fc.record(
    {
      serial: serials,
      seed: secretOf(fc.constantFrom(16, 20, 28, 32, 48, 64)),
      parameters: fc.oneof(
        totp(['SHA1', 'SHA256', 'SHA512'], [6, 8], [30, 60]),
        hotp(['SHA1', 'SHA256', 'SHA512'], [6, 8]),
      ),
      user: names,
      manufacturer: names,
    },
    { requiredKeys: ['serial', 'seed', 'parameters'] },
  ),
);

/** What the server must compute codes of. */
function codesOf({ serial, seed, parameters }: TokenRecord): object {
  const { mode, algorithm, digits, stepSeconds, counter } = parameters;
  return {
    serial,
    type: mode,
    key: toHex(seed.reveal()),
    hash: algorithm.toLowerCase(),
    digits,
    ...(mode === 'totp' ? { step: stepSeconds } : { counter }),
  };
}

describe('a server computes the codes of every token that is written for it', () => {
  test.each<[string, LineFormat, WriteTokensOptions, (file: string) => readonly ServerToken[]]>([
    ['privacyIDEA', 'privacyidea', {}, privacyideaImport],
    ['LinOTP', 'privacyidea', { server: 'linotp' }, linotpImport],
    ['multiOTP', 'multiotp', {}, multiotpImport],
  ])('%s', async (_, format, options, server) => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(tokens, async (all) => {
        const file = await writeTokens(format, all, { ...options, keepGoing: true }).catch(
          () => undefined,
        );
        if (file === undefined) return;
        const left = new Set(file.leftOut);
        const expected = all.filter(({ serial }) => !left.has(serial));
        const got = server(new TextDecoder().decode(file.bytes));
        expect(got).toHaveLength(expected.length);
        expect(got).toMatchObject(expected.map(codesOf));
        written += got.length;
      }),
    );
    expect(written).toBeGreaterThan(50);
  });
});

test('the four forms of a line in the servers’ own tests are read as they read them', () => {
  // tests/test_lib_importotp.py OATHCSV; there with seeds of two bytes.
  const seed = (last: number): string => `31323334353637383930313233343536373839${String(last)}0`;
  const file = [
    `        tok1, ${seed(1)}`,
    `        tok2, ${seed(2)}, totp, 6`,
    `        tok3, ${seed(3)}, hotp, 8`,
    `        tok4, ${seed(4)}, totp, 8, 60`,
    '        # this is a comment',
    '',
  ].join('\n');
  expect(read(file).faults).toEqual([]);
  expect(read(file).tokens.map(codesOf)).toEqual(privacyideaImport(file));
});

test('a token whose hash privacyIDEA would guess wrong is refused, and LinOTP is told the hash', async () => {
  const long = token({ seed: new Secret(new Uint8Array(32).fill(7)) });
  await expect(writeTokens('privacyidea', [long])).rejects.toThrow(
    'privacyIDEA takes every seed of 32 bytes for SHA256',
  );
  const { bytes } = await writeTokens('privacyidea', [long], { server: 'linotp' });
  const file = new TextDecoder().decode(bytes);
  expect(linotpImport(file)).toMatchObject([{ hash: 'sha1' }]);
  // So is our own reader, and it says that only LinOTP is.
  expect(read(file).tokens[0]?.parameters.algorithm).toBe('SHA1');
  expect(read(file).warnings).toMatchObject([{ field: 'hash', line: 1 }]);
});

test('a counter that LinOTP would not read is refused there', async () => {
  const counting = token({
    parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 5 },
  });
  await expect(writeTokens('privacyidea', [counting], { server: 'linotp' })).rejects.toThrow(
    'LinOTP reads no counter',
  );
});

test.each([
  ['privacyidea', undefined],
  ['linotp', 'alice'],
] as const)('a serial that would begin a comment is refused for %s', async (server, user) => {
  const named = token({ serial: '#12', ...(user === undefined ? {} : { user }) });
  await expect(writeTokens('privacyidea', [named], { server })).rejects.toThrow('is a comment');
});
