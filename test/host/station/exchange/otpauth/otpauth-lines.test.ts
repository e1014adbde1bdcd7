import fc from 'fast-check';
import { HOTP, TOTP, URI } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { Secret, toHex } from '@fobkit/protocol';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import {
  RFC_BASE32,
  RFC_HEX,
  hotp,
  names,
  plain,
  read,
  secretOf,
  serials,
  texts,
  token,
  totp,
} from '../tokens.ts';

describe('npm otpauth', () => {
  const anyToken = fc
    .record({
      serial: serials.filter((it) => !it.includes(':')),
      seed: secretOf(fc.integer({ min: 16, max: 64 })),
      issuer: names.filter((it) => !it.includes(':')),
      parameters: fc.oneof(
        totp(['SHA1', 'SHA256', 'SHA512'], [6, 7, 8], [30, 60]),
        hotp(['SHA1', 'SHA256', 'SHA512'], [6, 7, 8]).map((it) => ({ ...it, counter: 7 })),
      ),
    })
    .map((fields) => token(fields));

  test('reads every line that is written', async () => {
    await fc.assert(
      fc.asyncProperty(anyToken, async (one) => {
        const { bytes } = await writeTokens('otpauth', [one]);
        const theirs = URI.parse(new TextDecoder().decode(bytes).trim());
        const { mode, algorithm, digits, stepSeconds, counter } = one.parameters;
        expect(theirs).toMatchObject({ algorithm, digits, label: one.serial, issuer: one.issuer });
        expect(theirs.secret.hex.toLowerCase()).toBe(toHex(one.seed.reveal()));
        if (theirs instanceof TOTP) expect([mode, theirs.period]).toEqual(['totp', stepSeconds]);
        if (theirs instanceof HOTP) expect([mode, theirs.counter]).toEqual(['hotp', counter]);
      }),
    );
  });

  test('writes lines that are read', () => {
    const lines = [
      new TOTP({ issuer: 'Bank', label: 'FOB1', secret: RFC_BASE32, digits: 8, period: 60 }),
      new HOTP({ label: 'FOB2', secret: `A${RFC_BASE32.slice(1)}`, counter: 9 }),
    ].map((it) => it.toString());
    expect(read(lines.join('\r\n')).tokens.map(plain)).toEqual([
      {
        serial: 'FOB1',
        issuer: 'Bank',
        parameters: { mode: 'totp', algorithm: 'SHA1', digits: 8, stepSeconds: 60 },
        seed: RFC_HEX,
      },
      {
        serial: 'FOB2',
        parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 9 },
        seed: expect.any(String) as unknown,
      },
    ]);
  });
});

test.each([
  ['otpauth://totp/?secret=' + RFC_BASE32, ':1: account: missing'],
  ['otpauth://totp/FOB1?secret=GEZDGNBV', ':1: FOB1 secret: 5 bytes long: shorter than 16'],
  ['otpauth://totp/FOB1', ':1: uri: otpauth uri: not otpauth://TYPE/LABEL?PARAMETERS'],
  [`otpauth://totp/FOB1?secret=${RFC_BASE32}&period=7200`, ':1: FOB1 period: longer than 3600'],
  [`otpauth://hotp/FOB1?secret=${RFC_BASE32}`, ':1: uri: otpauth counter: missing'],
  [`otpauth://totp/%3Dcmd?secret=${RFC_BASE32}`, ':1: account: begins with a character'],
  [`otpauth://totp/FOB1?secret=${RFC_BASE32}&issuer=%2B1`, ':1: FOB1 issuer: begins with'],
])('%j is a fault', (line, text) => {
  expect(texts(read(line).faults).join('\n')).toContain(text);
});

test('what a URI cannot say is refused', async () => {
  const ocra = token({
    parameters: { mode: 'ocra', algorithm: 'SHA1', digits: 6, suite: 'OCRA-1:HOTP-SHA1-6:QN08' },
    seed: new Secret(new Uint8Array(20).fill(1)),
  });
  await expect(writeTokens('otpauth', [ocra])).rejects.toThrow('type: has no ocra');
  await expect(writeTokens('otpauth', [token({ serial: 'A:B' })])).rejects.toThrow(
    'serial: has a ":", which ends the field',
  );
});
