import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { hotp, totp } from '../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../protocol/oath/hmac.ts';
import { algorithms } from './oath-support.ts';

const installed = spawnSync('oathtool', ['--version']).status === 0;
// Under CI nothing may be skipped: there the sample runs, and fails, without oathtool too.
const skipped = !installed && process.env['CI'] !== 'true';
const reason = skipped ? ' (SKIPPED: oathtool is not installed; apt-get install oathtool)' : '';
if (skipped) console.warn(`code-engine-oathtool${reason}`);

function oathtool(secret: Uint8Array, ...options: readonly string[]): string {
  const run = spawnSync('oathtool', [...options, '-'], { input: toHex(secret), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`oathtool: ${run.error?.message ?? run.stderr}`);
  return run.stdout.trim();
}

const secret = fc.uint8Array({ minLength: 1, maxLength: 150 });
/** oathtool shows 6 to 8 digits only. */
const digits = fc.integer({ min: 6, max: 8 });

describe.skipIf(skipped)(`a sample equals oathtool’s${reason}`, () => {
  it('24 codes by time, in all algorithms', () => {
    const unixSeconds = fc.nat(2 ** 33);
    const stepSeconds = fc.constantFrom(30, 60, 7);
    const algorithm = fc.constantFrom(...algorithms);
    const record = fc.record({ secret, digits, unixSeconds, stepSeconds, algorithm });
    const sample = fc.sample(record, 24);
    for (const { secret, digits, unixSeconds, stepSeconds, algorithm } of sample) {
      const expected = oathtool(
        secret,
        `--totp=${algorithm}`,
        `--digits=${String(digits)}`,
        `--time-step-size=${String(stepSeconds)}s`,
        `--now=@${String(unixSeconds)}`,
      );
      const key = prepareKey(algorithm, secret);
      expect(totp(key, unixSeconds, { stepSeconds, t0: 0, digits })).toBe(expected);
    }
  });

  it('24 codes by counter, which oathtool has in SHA-1 only', () => {
    const counter = fc.oneof(fc.nat(), fc.maxSafeNat());
    for (const it of fc.sample(fc.record({ secret, digits, counter }), 24)) {
      const options = [`--digits=${String(it.digits)}`, `--counter=${String(it.counter)}`];
      const expected = oathtool(it.secret, '--hotp', ...options);
      expect(hotp(prepareKey('SHA1', it.secret), it.counter, it.digits)).toBe(expected);
    }
  });
});
