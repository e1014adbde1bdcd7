import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  codeOfTag,
  counterBytes,
  isAppParameters,
  stepOf,
  usualParameters,
} from '../../../../../host/bank/app/shared/totp.ts';
import { hotp } from '../../../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../../../protocol/oath/hmac.ts';

const HASHES = { SHA1: 'sha1', SHA256: 'sha256' } as const;
const algorithm = fc.constantFrom('SHA1', 'SHA256');

describe('codes of the app', () => {
  it('are those of the protocol’s engine', () => {
    const seed = fc.uint8Array({ minLength: 20, maxLength: 32 });
    const digits = fc.integer({ min: 6, max: 8 });
    fc.assert(
      fc.property(algorithm, seed, fc.maxSafeNat(), digits, (algorithm, seed, step, digits) => {
        const tag = createHmac(HASHES[algorithm], seed).update(counterBytes(step)).digest();
        expect(codeOfTag(tag, digits)).toBe(hotp(prepareKey(algorithm, seed), step, digits));
      }),
    );
  });

  it('are those of RFC 6238, appendix B', () => {
    const seed = Buffer.from('12345678901234567890');
    const codeAt = (time: number): string => {
      const { step } = stepOf(time, usualParameters);
      return codeOfTag(createHmac('sha1', seed).update(counterBytes(step)).digest(), 8);
    };
    expect([59, 1111111109, 20000000000].map(codeAt)).toEqual(['94287082', '07081804', '65353130']);
  });
});

describe('a step', () => {
  it('has 1 to 30 seconds left', () => {
    expect(stepOf(0, usualParameters)).toEqual({ step: 0, left: 30 });
    expect(stepOf(29.9, usualParameters)).toEqual({ step: 0, left: 1 });
    expect(stepOf(30, usualParameters)).toEqual({ step: 1, left: 30 });
  });

  it('counts from t0, and before it is 0', () => {
    expect(stepOf(160, { stepSeconds: 60, t0: 100 })).toEqual({ step: 1, left: 60 });
    expect(stepOf(10, { stepSeconds: 60, t0: 100 })).toEqual({ step: 0, left: 60 });
  });
});

describe('parameters', () => {
  it('are taken when the app can show such codes', () => {
    expect(isAppParameters(usualParameters)).toBe(true);
    expect(isAppParameters({ ...usualParameters, algorithm: 'SHA256', digits: 8 })).toBe(true);
  });

  it.each([
    { algorithm: 'SHA512' },
    { digits: 5 },
    { digits: '6' },
    { stepSeconds: 0 },
    { stepSeconds: 45 },
    { t0: -1 },
    { t0: 0.5 },
  ])('are refused with %j', (wrong) => {
    expect(isAppParameters({ ...usualParameters, ...wrong })).toBe(false);
  });

  it('are no number, text or nothing', () => {
    expect([null, undefined, 6, 'SHA1', []].filter(isAppParameters)).toEqual([]);
  });
});
