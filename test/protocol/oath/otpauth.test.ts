import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import type { OtpauthKey } from '../../../protocol/oath/otpauth.ts';
import { formatOtpauth, parseOtpauth } from '../../../protocol/oath/otpauth.ts';
import { Secret } from '../../../protocol/oath/secret.ts';
import { algorithms, ascii } from './oath-support.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const totp = (more = ''): string => `otpauth://totp/Bank:alice?secret=${SECRET}${more}`;
const hotp = (more = ''): string => `otpauth://hotp/Bank:alice?secret=${SECRET}${more}`;

/** A key with its secret shown, so that two can be compared. */
function shown(key: OtpauthKey): unknown {
  return { ...key, parameters: { ...key.parameters, secret: [...key.parameters.secret.reveal()] } };
}

const name = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((text) => !/^ |:/.test(text) && text.isWellFormed());

const key: fc.Arbitrary<OtpauthKey> = fc
  .record({
    mode: fc.constantFrom('totp', 'hotp'),
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.integer({ min: 4, max: 10 }),
    stepSeconds: fc.integer({ min: 1, max: 0xffff_ffff }),
    counter: fc.maxSafeNat(),
    secret: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    account: name,
    issuer: fc.option(name, { nil: undefined }),
  })
  .map(({ account, issuer, mode, stepSeconds, counter, secret, ...rest }) => ({
    account,
    issuer,
    parameters: {
      ...rest,
      mode,
      t0: 0,
      stepSeconds: mode === 'totp' ? stepSeconds : 30,
      counter: mode === 'hotp' ? counter : 0,
      secret: new Secret(secret),
    },
  }));

describe('an otpauth: URI', () => {
  it('reads Google’s example', () => {
    const uri =
      'otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ' +
      '&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30';
    const { parameters, ...names } = parseOtpauth(uri);
    expect(names).toEqual({ issuer: 'ACME Co', account: 'john.doe@email.com' });
    expect(parameters).toMatchObject({ algorithm: 'SHA1', digits: 6, stepSeconds: 30, t0: 0 });
    expect(parameters.secret).toHaveLength(20);
  });

  it('[CODE-22] fills in what is not said', () => {
    expect(shown(parseOtpauth(totp()))).toEqual({
      account: 'alice',
      issuer: 'Bank',
      parameters: {
        mode: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        stepSeconds: 30,
        t0: 0,
        counter: 0,
        secret: [...ascii('12345678901234567890')],
      },
    });
  });

  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(key, (it) => {
        expect(shown(parseOtpauth(formatOtpauth(it)))).toEqual(shown(it));
      }),
      { numRuns: 500 },
    );
  });

  it('[CODE-26] is written with every parameter', () => {
    const digits = { digits: 8, algorithm: 'SHA256', counter: 7 } as const;
    const { parameters, ...names } = parseOtpauth(totp());
    expect(formatOtpauth({ ...names, parameters })).toBe(
      `otpauth://totp/Bank:alice?secret=${SECRET}&issuer=Bank&algorithm=SHA1&digits=6&period=30`,
    );
    expect(
      formatOtpauth({ ...names, parameters: { ...parameters, ...digits, mode: 'hotp' } }),
    ).toBe(
      `otpauth://hotp/Bank:alice?secret=${SECRET}&issuer=Bank&algorithm=SHA256&digits=8&counter=7`,
    );
  });

  it.each([
    ['SHA1', 'SHA1'],
    ['SHA-1', 'SHA1'],
    ['HmacSHA1', 'SHA1'],
    ['sha256', 'SHA256'],
    ['HMACSHA256', 'SHA256'],
    ['SHA-512', 'SHA512'],
    ['HmacSHA512', 'SHA512'],
  ])('takes %s for %s', (spelling, algorithm) => {
    expect(parseOtpauth(totp(`&algorithm=${spelling}`)).parameters.algorithm).toBe(algorithm);
  });

  it.each([
    ['alice', undefined, 'alice'],
    ['Bank:alice', 'Bank', 'alice'],
    ['Bank%3A%20%20alice', 'Bank', 'alice'],
    ['Bank:a:b', 'Bank', 'a:b'],
    ['%E9%8A%80%E8%A1%8C:alice', '銀行', 'alice'],
    ['a+b', undefined, 'a+b'],
    ['', undefined, ''],
  ])('[CODE-23] splits the label %s', (label, issuer, account) => {
    expect(parseOtpauth(`otpauth://totp/${label}?secret=${SECRET}`)).toMatchObject({
      issuer,
      account,
    });
  });

  it('[CODE-23] lets the issuer parameter win over the label', () => {
    expect(parseOtpauth(totp('&issuer=Other')).issuer).toBe('Other');
  });

  it('[CODE-22] takes scheme and type in either case', () => {
    const uri = `OTPAUTH://HOTP/a?secret=${SECRET.toLowerCase()}&counter=9007199254740991`;
    expect(parseOtpauth(uri).parameters).toMatchObject({ mode: 'hotp', counter: 2 ** 53 - 1 });
  });

  it('[CODE-24] skips what only dresses the entry', () => {
    const dressed = totp('&image=https%3A%2F%2Fbank.example%2Flogo.png&color=ff0000&icon=x');
    expect(shown(parseOtpauth(dressed))).toEqual(shown(parseOtpauth(totp())));
  });

  it.each([
    ['uri', ''],
    ['uri', 'https://totp/a?secret=ME'],
    ['uri', `otpauth:totp/a?secret=${SECRET}`],
    ['uri', `otpauth://totp?secret=${SECRET}`],
    ['uri', 'otpauth://totp/a'],
    ['uri', totp('#x')],
    ['uri', totp('\n')],
    ['uri', `otpauth://totp/銀行?secret=${SECRET}`],
    ['type', `otpauth://ocra/a?secret=${SECRET}`],
    ['type', `otpauth:///a?secret=${SECRET}`],
    ['label', `otpauth://totp/%zz?secret=${SECRET}`],
    ['label', `otpauth://totp/%ff?secret=${SECRET}`],
    ['secret', 'otpauth://totp/a?digits=6'],
    ['secret', 'otpauth://totp/a?secret='],
    ['secret', 'otpauth://totp/a?secret'],
    ['secret', 'otpauth://totp/a?secret=GEZD1'],
    ['secret', 'otpauth://totp/a?secret=GEZDGNBVG'],
    ['secret', totp(`&secret=${SECRET}`)],
    ['issuer', totp('&issuer=%e9')],
    ['issuer', totp('&issuer=a&issuer=a')],
    ['algorithm', totp('&algorithm=MD5')],
    ['algorithm', totp('&algorithm=')],
    ['digits', totp('&digits=3')],
    ['digits', totp('&digits=11')],
    ['digits', totp('&digits=06')],
    ['digits', totp('&digits=6.0')],
    ['digits', totp('&digits=%2B6')],
    ['digits', totp('&digits=6&digits=6')],
    ['period', totp('&period=0')],
    ['period', totp('&period=-30')],
    ['period', totp('&period=4294967296')],
    ['period', hotp('&counter=0&period=30')],
    ['counter', hotp()],
    ['counter', hotp('&counter=9007199254740992')],
    ['counter', hotp('&counter=0x10')],
    ['counter', totp('&counter=0')],
    ['parameter 2', totp('&digit=8')],
    ['parameter 2', totp('&')],
    ['parameter 2', totp('&Digits=8')],
    ['parameter 1', `otpauth://totp/a?${SECRET}`],
  ])('[CODE-25] is refused with %s named: %s', (field, uri) => {
    const refused = expect(() => parseOtpauth(uri));
    refused.toThrow(UsageError);
    refused.toThrow(new RegExp(`^otpauth ${field}: `));
  });

  it('[CODE-25] is refused without a word of the secret', () => {
    const fields = ['&digits=3', '&x', '#', '&algorithm=x', `&${SECRET}=1`, `&secret=${SECRET}`];
    const uris = [...fields.map((it) => totp(it)), totp('1'), totp('$'), totp('A')];
    for (const uri of uris) {
      let refusal: unknown;
      try {
        parseOtpauth(uri);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(UsageError);
      const { message, cause } = refusal as UsageError;
      expect(message).not.toMatch(/GEZ/);
      expect(cause).toBeUndefined();
    }
  });

  it.each([
    ['type', { mode: 'ocra' }, {}],
    ['t0', { t0: 5 }, {}],
    ['digits', { digits: 11 }, {}],
    ['period', { stepSeconds: 0.5 }, {}],
    ['account', {}, { account: 'a:b' }],
    ['account', {}, { account: ' a' }],
    ['issuer', {}, { issuer: 'a:b' }],
    ['issuer', {}, { issuer: '\ud800' }],
  ] as const)('[CODE-26] cannot be written: %s %j %j', (field, parameters, names) => {
    const plain = parseOtpauth(totp());
    const odd = { ...plain, ...names, parameters: { ...plain.parameters, ...parameters } };
    expect(() => formatOtpauth(odd)).toThrow(new RegExp(`^otpauth ${field}: `));
  });
});
