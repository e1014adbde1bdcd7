import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Algorithm, Secret } from '@fobkit/protocol';

import type { LineFormat } from '../../../../../host/station/exchange/front/format.ts';
import type { WriteTokensOptions } from '../../../../../host/station/exchange/front/write-tokens.ts';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { filesOf, hotp, names, plain, read, secretOf, serials, totp } from '../tokens.ts';

const ALL: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];
const STEPS = [1, 30, 45, 60, 3600];
const DIGITS = [4, 6, 7, 8, 10];
const anySeed = secretOf(fc.integer({ min: 16, max: 64 }));

async function same(
  tokens: readonly TokenRecord[],
  format: LineFormat,
  options: WriteTokensOptions = {},
): Promise<void> {
  const { bytes, warnings } = await writeTokens(format, tokens, options);
  const text = new TextDecoder().decode(bytes);
  for (const [name, file] of Object.entries({
    '': text,
    CRLF: text.replaceAll(/\r?\n/g, '\r\n'),
  })) {
    const back = read(`${name === '' ? '' : '\uFEFF'}${file}`, { format });
    expect(back.faults).toEqual([]);
    expect(back.tokens.map(plain)).toEqual(tokens.map(plain));
  }
  // What it can say is not called lost.
  expect(warnings).toEqual([]);
}

/** Hashes as privacyIDEA guesses them from the length of the seed. */
const GUESSES: readonly (readonly [algorithm: Algorithm, size: number])[] = [
  ['SHA1', 16],
  ['SHA1', 20],
  ['SHA1', 24],
  ['SHA1', 33],
  ['SHA256', 32],
  ['SHA512', 64],
];
const guessed: fc.Arbitrary<Pick<TokenRecord, 'parameters' | 'seed'>> = fc
  .constantFrom(...GUESSES)
  .chain(([algorithm, size]) =>
    fc.record({
      seed: secretOf(fc.constant(size)),
      parameters: fc.oneof(
        totp([algorithm], DIGITS, STEPS),
        hotp([algorithm], DIGITS),
        fc.constant({
          mode: 'ocra' as const,
          algorithm: 'SHA256' as const,
          digits: 8,
          suite: 'OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1',
        }),
      ),
    }),
  );

/** Names in which no separator of the format stands. */
const without = (separators: RegExp): fc.Arbitrary<string> =>
  names.filter((name) => !separators.test(name));
const serialWithout = (separators: RegExp): fc.Arbitrary<string> =>
  serials.filter((serial) => !separators.test(serial));

describe('what a format can say comes back as it was', () => {
  test('privacyIDEA, with users and without', async () => {
    const owner = fc.record(
      { user: without(/[,#]/), resolver: without(/,/), realm: without(/,/) },
      { requiredKeys: [] },
    );
    const one = fc
      .record({ serial: serialWithout(/[,#]/), guessed, owner })
      .map(({ serial, guessed: codes, owner: fields }) => ({ serial, ...codes, ...fields }));
    await fc.assert(fc.asyncProperty(filesOf(one), (tokens) => same(tokens, 'privacyidea')));
  });

  test('LinOTP, which is told the hash', async () => {
    const one = fc.record({
      serial: serialWithout(/[,#]/),
      seed: anySeed,
      parameters: fc.oneof(
        totp(ALL, DIGITS, STEPS),
        hotp(ALL, DIGITS).map((parameters) => ({ ...parameters, counter: 0 })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(filesOf(one), async (tokens) => {
        const { bytes } = await writeTokens('privacyidea', tokens, { server: 'linotp' });
        const back = read(new TextDecoder().decode(bytes), { format: 'privacyidea' });
        expect(back.tokens.map(plain)).toEqual(tokens.map(plain));
      }),
    );
  });

  test('multiOTP', async () => {
    const one = fc.record(
      {
        serial: serialWithout(/[;,]/),
        seed: anySeed,
        parameters: fc.oneof(totp(['SHA1'], DIGITS, STEPS), hotp(['SHA1'], DIGITS)),
        manufacturer: without(/[;,]/),
      },
      { requiredKeys: ['serial', 'seed', 'parameters'] },
    );
    await fc.assert(fc.asyncProperty(filesOf(one), (tokens) => same(tokens, 'multiotp')));
  });

  test('Entra', async () => {
    const one = fc.record({
      serial: serials,
      seed: anySeed,
      parameters: totp(['SHA1'], [6], [30, 60]),
      user: names,
      manufacturer: names,
      model: names,
    });
    await fc.assert(fc.asyncProperty(filesOf(one), (tokens) => same(tokens, 'entra')));
  });

  test('the users file, whose users are the serials', async () => {
    const one = serials
      .map((serial) => ({ serial, user: serial }))
      .chain((who) =>
        fc.record({
          serial: fc.constant(who.serial),
          user: fc.constant(who.user),
          seed: secretOf(fc.integer({ min: 16, max: 32 })),
          parameters: fc.oneof(
            totp(['SHA1'], [6, 7, 8], [30, 60]),
            hotp(['SHA1'], [6, 7, 8]).map((it) => ({
              ...it,
              counter: Math.min(it.counter ?? 0, Number.MAX_SAFE_INTEGER - 1),
            })),
          ),
        }),
      );
    await fc.assert(fc.asyncProperty(filesOf(one), (tokens) => same(tokens, 'usersfile')));
  });

  test('otpauth: URIs', async () => {
    const one = fc.record(
      {
        serial: serialWithout(/:/),
        seed: anySeed,
        parameters: fc.oneof(totp(ALL, DIGITS, STEPS), hotp(ALL, DIGITS)),
        issuer: without(/:/),
      },
      { requiredKeys: ['serial', 'seed', 'parameters'] },
    );
    await fc.assert(fc.asyncProperty(filesOf(one), (tokens) => same(tokens, 'otpauth')));
  });
});

test('a token with everything is written with its codes as they are, or refused', async () => {
  const everything = fc.record(
    {
      serial: serials,
      seed: secretOf(fc.integer({ min: 16, max: 64 })),
      parameters: fc.oneof(totp(ALL, DIGITS, STEPS), hotp(ALL, DIGITS)),
      deviceId: fc.constant('0011223344556677'),
      manufacturer: names,
      model: names,
      keyId: names,
      friendlyName: names,
      issuer: names,
      user: names,
      realm: names,
      resolver: names,
      timeDriftSteps: fc.integer(),
      startDate: fc.nat(),
      expiryDate: fc.nat(),
      checkDigits: fc.boolean(),
      issueNumber: names,
    },
    { requiredKeys: ['serial', 'seed', 'parameters'] },
  );
  const format = fc.constantFrom<LineFormat>(
    'privacyidea',
    'multiotp',
    'entra',
    'usersfile',
    'otpauth',
  );
  await fc.assert(
    fc.asyncProperty(everything, format, async (full, to) => {
      const written = await writeTokens(to, [full]).catch(() => undefined);
      if (written === undefined) return;
      const { tokens, faults } = read(new TextDecoder().decode(written.bytes), { format: to });
      const [back] = tokens.map(plain);
      if (back === undefined) {
        // A login name that is no serial label, for which it would have to stand.
        expect([to, faults.map(({ field }) => field)]).toEqual(['usersfile', ['user']]);
        return;
      }
      expect(back).toMatchObject({ parameters: full.parameters, seed: plainSeed(full.seed) });
      // Each field is there as it was, or named as lost.
      const lost = new Set(written.warnings.map(({ field }) => field));
      const kept = Object.entries(plain(full)).filter(([field, value]) => {
        if (field === 'checkDigits') return false;
        if (field === 'keyId' && value === full.serial) return false;
        return !lost.has(field);
      });
      expect(back).toMatchObject(Object.fromEntries(kept));
    }),
    { numRuns: 400 },
  );
});

function plainSeed(seed: Secret): unknown {
  return new Map(Object.entries(plain({ serial: '', seed } as TokenRecord))).get('seed');
}
