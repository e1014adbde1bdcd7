import fc from 'fast-check';
import { createGuardrails, generateSync, type HashAlgorithm } from 'otplib';
import { describe, expect, it } from 'vitest';
import { hotp, totp } from '../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../protocol/oath/hmac.ts';
import type { Algorithm } from '../../../protocol/oath/parameters.ts';
import { algorithms } from './oath-support.ts';

/** otplib refuses short seeds and long periods unless it is told not to; its digits are free. */
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 300,
  MIN_PERIOD: 1,
  MAX_PERIOD: 2 ** 32,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
});
const names: Readonly<Record<Algorithm, HashAlgorithm>> = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

const secret = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 64 }),
  fc.uint8Array({ minLength: 65, maxLength: 200 }),
);
const common = {
  secret,
  algorithm: fc.constantFrom(...algorithms),
  digits: fc.integer({ min: 4, max: 10 }),
};

describe('every code equals otplib’s', () => {
  it('5,000 random (seed of 1 to 200 bytes, counter to 2^53 - 1, algorithm, 4 to 10 digits)', () => {
    const counter = fc.oneof(fc.nat(), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.record({ ...common, counter }), ({ secret, algorithm, digits, counter }) => {
        const expected = generateSync({
          strategy: 'hotp',
          secret,
          counter,
          algorithm: names[algorithm],
          digits,
          guardrails,
        });
        expect(hotp(prepareKey(algorithm, secret), counter, digits)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('5,000 random (seed of 1 to 200 bytes, time, T0, step, algorithm, 4 to 10 digits)', () => {
    const times = {
      t0: fc.nat(2 ** 31),
      sinceT0: fc.oneof(fc.nat(), fc.nat(2 ** 33)),
      stepSeconds: fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: 3600 })),
    };
    fc.assert(
      fc.property(fc.record({ ...common, ...times }), (it) => {
        const { secret, algorithm, digits, t0, stepSeconds } = it;
        const unixSeconds = t0 + it.sinceT0;
        const expected = generateSync({
          strategy: 'totp',
          secret,
          epoch: unixSeconds,
          t0,
          period: stepSeconds,
          algorithm: names[algorithm],
          digits,
          guardrails,
        });
        const key = prepareKey(algorithm, secret);
        expect(totp(key, unixSeconds, { stepSeconds, t0, digits })).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });
});
