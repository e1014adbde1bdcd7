import { Secret } from '@fobkit/protocol';
import fc from 'fast-check';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((it) => it.trim())
  .filter(
    (it) => it !== '' && !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(it),
  );
const seed = fc.uint8Array({ minLength: 16, maxLength: 64 }).map((bytes) => new Secret(bytes));
const algorithm = fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const);
const digits = fc.integer({ min: 4, max: 10 });
const date = fc.integer({ min: -(2 ** 33), max: 2 ** 36 });

const parameters = fc.oneof(
  fc.record(
    {
      mode: fc.constant('totp' as const),
      algorithm,
      digits,
      stepSeconds: fc.integer({ min: 1, max: 3600 }),
      t0: fc.integer({ min: 1, max: 2 ** 33 }),
    },
    { requiredKeys: ['mode', 'algorithm', 'digits', 'stepSeconds'] },
  ),
  fc.record({ mode: fc.constant('hotp' as const), algorithm, digits, counter: fc.maxSafeNat() }),
  fc
    .constantFrom(
      { algorithm: 'SHA1' as const, digits: 6, suite: 'OCRA-1:HOTP-SHA1-6:QN08' },
      {
        algorithm: 'SHA256' as const,
        digits: 8,
        suite: 'OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1',
        counter: 7,
      },
      {
        algorithm: 'SHA512' as const,
        digits: 8,
        suite: 'OCRA-1:HOTP-SHA512-8:QH08-T1M',
        stepSeconds: 60,
      },
    )
    .map((suite) => ({ mode: 'ocra' as const, ...suite })),
);

const policy = fc.record(
  {
    keyUsage: fc.constantFrom(['OTP'], ['OTP', 'CR'], ['CR', 'Integrity', 'OTP']),
    numberOfTransactions: fc.nat(),
    pinPolicy: fc.constantFrom<Readonly<Record<string, string>>>(
      { PINUsageMode: 'Local', MinLength: '4', MaxLength: '8' },
      { PINKeyId: 'pin <&> "1"', PINUsageMode: 'Append', PINEncoding: 'DECIMAL' },
    ),
  },
  { requiredKeys: ['keyUsage'] },
);

/** A token that PSKC with our extension says wholly. */
export const token: fc.Arbitrary<TokenRecord> = fc
  .record(
    {
      serial: text,
      parameters,
      seed,
      deviceId: fc
        .uint8Array({ minLength: 8, maxLength: 8 })
        .map((id) => Buffer.from(id).toString('hex')),
      manufacturer: text,
      model: text,
      keyId: text,
      friendlyName: text,
      issuer: text,
      user: text,
      realm: text,
      resolver: text,
      timeDriftSteps: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      startDate: date,
      expiryDate: date,
      policy,
      checkDigits: fc.constant(true),
      issueNumber: text,
    },
    { requiredKeys: ['serial', 'parameters', 'seed'] },
  )
  .map(({ timeDriftSteps, keyId, ...record }) => ({
    ...record,
    ...(keyId === undefined || keyId === record.serial ? {} : { keyId }),
    ...(record.parameters.mode === 'totp' && timeDriftSteps !== undefined
      ? { timeDriftSteps }
      : {}),
  }));

export const tokens = fc.uniqueArray(token, {
  minLength: 1,
  maxLength: 4,
  selector: ({ serial, keyId }) => JSON.stringify([serial, keyId ?? serial]),
});
