import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret, toHex } from '@fobkit/protocol';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { read } from '../tokens.ts';
import { PAM_MISSING, PamOath, oathtool, pamUsable } from './pam-oath.ts';

// Under CI nothing may be skipped: there these run, and fail, without pam_oath too.
const skipped = !pamUsable() && process.env['CI'] !== 'true';
const reason = skipped ? ` (SKIPPED: ${PAM_MISSING})` : '';
if (skipped) console.warn(`pam_oath${reason}`);

const seed = (size: number, first: number): Secret =>
  new Secret(new Uint8Array(size).map((_, index) => first + index));
const hex = ({ seed: secret }: TokenRecord): string => toHex(secret.reveal());

const counting: TokenRecord = {
  serial: 'SKTS00509641',
  parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 41 },
  seed: seed(20, 1),
};
const tokens: readonly TokenRecord[] = [
  counting,
  {
    serial: 'FOB-8',
    user: 'Jörg',
    parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 8, counter: 0 },
    seed: seed(16, 50),
  },
  {
    serial: 'FOB-30',
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    seed: seed(32, 100),
  },
  {
    serial: 'FOB-60',
    user: 'bob@example.com',
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 7, stepSeconds: 60 },
    seed: seed(20, 200),
  },
];

function codeOf(token: TokenRecord): string {
  const { mode, digits, counter = 0, stepSeconds = 30 } = token.parameters;
  const moving =
    mode === 'hotp'
      ? ['--hotp', `--counter=${String(counter)}`]
      : ['--totp', `--time-step-size=${String(stepSeconds)}s`];
  return oathtool(hex(token), ...moving, `--digits=${String(digits)}`);
}

describe.skipIf(skipped)(`the users file logs in through pam_oath${reason}`, () => {
  let pam: PamOath;
  const services = (): readonly string[] => readdirSync('/etc/pam.d').sort();
  const before = existsSync('/etc/pam.d') ? services() : [];

  beforeAll(() => {
    pam = new PamOath();
  });
  afterAll(() => {
    pam.close();
    expect(services()).toEqual(before);
  });

  test('each token by its code, and by no other', async () => {
    pam.write((await writeTokens('usersfile', tokens)).bytes);
    for (const token of tokens) {
      const user = token.user ?? token.serial;
      const code = codeOf(token);
      expect(
        pam.login(
          user,
          code.replace(/.$/, (last) => String((Number(last) + 5) % 10)),
        ),
      ).toBe(false);
      expect(pam.login(user, code)).toBe(true);
    }
  });

  test('the file that a login has rewritten is read with the counter of the next code', async () => {
    pam.write((await writeTokens('usersfile', [counting])).bytes);
    // Two codes were shown and not used.
    const used = { ...counting, parameters: { ...counting.parameters, counter: 43 } };
    expect(pam.login(counting.serial, codeOf(used))).toBe(true);
    const { tokens: again, faults } = read(pam.read());
    expect(faults).toEqual([]);
    expect(again[0]?.parameters.counter).toBe(44);

    // Written again, the used code is not taken and the next one is.
    pam.write((await writeTokens('usersfile', again)).bytes);
    expect(pam.login(counting.serial, codeOf(used))).toBe(false);
    const next = { ...counting, parameters: { ...counting.parameters, counter: 44 } };
    expect(pam.login(counting.serial, codeOf(next))).toBe(true);
  });

  test('a longer key than is written does not log in there', () => {
    const long = { ...counting, seed: seed(33, 1) };
    pam.write(new TextEncoder().encode(`HOTP/E/6 ${long.serial} - ${hex(long)} 41\n`));
    expect(pam.login(long.serial, codeOf(long))).toBe(false);
  });
});
