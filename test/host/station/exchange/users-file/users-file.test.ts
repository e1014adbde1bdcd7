import { describe, expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import { RFC_HEX, plain, read, texts, token } from '../tokens.ts';

const KEY = RFC_HEX;

describe('a line of a users file', () => {
  test.each([
    // Types of liboath/usersfile.c parse_type.
    ['HOTP', 'hotp', 6, { counter: 0 }],
    ['HOTP/E', 'hotp', 6, { counter: 0 }],
    ['HOTP/E/6', 'hotp', 6, { counter: 0 }],
    ['HOTP/E/7', 'hotp', 7, { counter: 0 }],
    ['HOTP/E/8', 'hotp', 8, { counter: 0 }],
    ['HOTP/T30', 'totp', 6, { stepSeconds: 30 }],
    ['HOTP/T30/6', 'totp', 6, { stepSeconds: 30 }],
    ['HOTP/T30/7', 'totp', 7, { stepSeconds: 30 }],
    ['HOTP/T30/8', 'totp', 8, { stepSeconds: 30 }],
    ['HOTP/T60', 'totp', 6, { stepSeconds: 60 }],
    ['HOTP/T60/6', 'totp', 6, { stepSeconds: 60 }],
    ['HOTP/T60/7', 'totp', 7, { stepSeconds: 60 }],
    ['HOTP/T60/8', 'totp', 8, { stepSeconds: 60 }],
  ])('of type %s', (type, mode, digits, moving) => {
    expect(read(`${type}  alice\t-   ${KEY}\n`).tokens.map(plain)).toEqual([
      {
        serial: 'alice',
        user: 'alice',
        parameters: { mode, algorithm: 'SHA1', digits, ...moving },
        seed: KEY,
      },
    ]);
  });

  test.each([
    ['without a counter', '', 0],
    ['with the counter of the next code', '\t5', 5],
    // update_usersfile2 writes the counter that was used, and its code behind it.
    ['after a login', '\t5\t254676\t2009-12-07T23:23:49L', 6],
  ])('%s', (_, rest, counter) => {
    const { tokens } = read(`HOTP\talice\t-\t${KEY}${rest}\n`);
    expect(tokens[0]?.parameters.counter).toBe(counter);
  });

  test('with a PIN warns that the PIN is left out, and does not say it', () => {
    const { tokens, warnings } = read(`HOTP alice 4711 ${KEY}\n`);
    expect(tokens).toHaveLength(1);
    expect(texts(warnings)).toEqual([
      'tokens.csv:1:12: alice pin: left out: a token has no PIN here',
    ]);
  });

  test.each([
    [`HOTP/T90 alice - ${KEY}`, ':1:1: alice type: not HOTP'],
    [`HOTP/T30/5 alice - ${KEY}`, ':1:1: alice type: not HOTP'],
    [`HOTP/SHA256 alice - ${KEY}`, ':1:1: alice type: not HOTP'],
    ['HOTP', ': user: missing'],
    ['HOTP alice', ': alice pin: missing'],
    ['HOTP alice -', ': alice key: missing'],
    [`HOTP alice - ${KEY} x`, `:1:${String(15 + KEY.length)}: alice counter: not a whole number`],
    [`HOTP alice - ${KEY} 1 123456 yesterday`, 'alice last-time: not a time'],
    [`HOTP alice - ${KEY} 1 123456 2009-12-07T23:23:49L x`, 'alice fields: more than seven'],
  ])('%j is a fault', (line, text) => {
    expect(texts(read(line, { format: 'usersfile' }).faults).join('\n')).toContain(text);
  });
});

test('comments and blank lines are skipped', () => {
  expect(read(`# made by hand\n\n  \nHOTP alice - ${KEY}\n`).tokens).toHaveLength(1);
});

test('the serial stands for the user where there is none', async () => {
  const counting = token({
    parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 8, counter: 3 },
  });
  const { bytes, warnings } = await writeTokens('usersfile', [
    counting,
    token({ serial: 'FOB2', user: 'alice', seed: new Secret(new Uint8Array(16).fill(1)) }),
  ]);
  expect(new TextDecoder().decode(bytes)).toBe(
    `HOTP/E/8\tSKTS00509641\t-\t${KEY}\t3\nHOTP/T30/6\talice\t-\t${'01'.repeat(16)}\n`,
  );
  expect(texts(warnings)).toEqual([
    'tokens.csv: FOB2 serial: left out: the format names users only',
  ]);
});

test.each([
  ['SHA-256', { parameters: { mode: 'totp', algorithm: 'SHA256', digits: 6 } }, 'algorithm'],
  ['5 digits', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 5 } }, 'digits'],
  ['45 s', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 45 } }, 'step'],
  ['a user with a blank', { user: 'a b' }, 'user'],
  ['a key of 33 bytes', { seed: new Secret(new Uint8Array(33).fill(1)) }, 'seed'],
] as const)('%s is refused', async (_, fields, field) => {
  await expect(writeTokens('usersfile', [token(fields)])).rejects.toMatchObject({
    faults: [{ field }],
  });
});
