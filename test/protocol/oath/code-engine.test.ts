import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { codeText, hotp, hotpValue, stepAt, totp } from '../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../protocol/oath/hmac.ts';
import type { Algorithm } from '../../../protocol/oath/parameters.ts';
import { algorithms, countedSeed, opensslHmac, truncated, vectors } from './oath-support.ts';

const rfc4226 = vectors('rfc4226.json') as {
  digits: number;
  seed_hex: string;
  codes_by_counter: string[];
};
const rfc6238 = vectors('rfc6238.json') as {
  digits: number;
  step_s: number;
  t0: number;
  vectors: { unix_s: number; algorithm: Algorithm; seed_hex: string; code: string }[];
};

const key = prepareKey('SHA1', countedSeed(20));

function openssl(algorithm: Algorithm, counter: number, digits: number): string {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  return truncated(opensslHmac(algorithm, countedSeed(20), message), digits);
}

describe('HOTP', () => {
  it.each(rfc4226.codes_by_counter.map((code, counter) => ({ code, counter })))(
    'RFC 4226 appendix D: counter $counter gives $code',
    ({ code, counter }) => {
      expect(hotp(prepareKey('SHA1', fromHex(rfc4226.seed_hex)), counter, rfc4226.digits)).toBe(
        code,
      );
    },
  );

  it.each([4, 5, 6, 7, 8, 9, 10])('[CODE-6] gives %i digits, leading zeros included', (digits) => {
    const code = hotp(key, 1, digits);
    expect(code).toHaveLength(digits);
    expect(code).toBe(openssl('SHA1', 1, digits));
    expect(codeText(7, digits)).toBe('7'.padStart(digits, '0'));
  });

  it('[CODE-7] ten digits are the whole 31-bit value', () => {
    for (let counter = 0; counter < 200; counter++) {
      const value = hotpValue(key, counter, 10);
      expect(value).toBeLessThan(2 ** 31);
      expect(hotp(key, counter, 10)).toBe(openssl('SHA1', counter, 10));
    }
  });

  it.each(algorithms)('[CODE-3] %s uses all 8 bytes of the counter', (algorithm) => {
    const own = prepareKey(algorithm, countedSeed(20));
    const edges = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    for (const counter of edges) {
      expect(hotp(own, counter, 8), String(counter)).toBe(openssl(algorithm, counter, 8));
    }
  });

  it.each(algorithms)('[CODE-4] %s truncates at each of the 16 offsets', (algorithm) => {
    const own = prepareKey(algorithm, countedSeed(20));
    const seen = new Set<number>();
    for (let counter = 0; counter < 300; counter++) {
      expect(hotp(own, counter, 9)).toBe(openssl(algorithm, counter, 9));
      seen.add((own.tagOfCounter(0, counter).at(-1) ?? 0) & 0xf);
    }
    expect(seen.size).toBe(16);
  });

  it('the value is the code as a number', () => {
    for (let counter = 0; counter < 50; counter++) {
      expect(hotpValue(key, counter, 6)).toBe(Number(hotp(key, counter, 6)));
    }
  });

  it.each([3, 11, 6.5, Number.NaN])('refuses %f digits', (digits) => {
    expect(() => hotp(key, 0, digits)).toThrow(UsageError);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the counter %f',
    (counter) => {
      expect(() => hotp(key, counter, 6)).toThrow(UsageError);
    },
  );
});

describe('TOTP', () => {
  it.each(rfc6238.vectors)('RFC 6238 appendix B: $algorithm at $unix_s gives $code', (vector) => {
    const own = prepareKey(vector.algorithm, fromHex(vector.seed_hex));
    const rule = { digits: rfc6238.digits, stepSeconds: rfc6238.step_s, t0: rfc6238.t0 };
    expect(totp(own, vector.unix_s, rule)).toBe(vector.code);
  });

  it('[CODE-9] a step lasts from its first second to the one before the next', () => {
    const rule = { stepSeconds: 30, t0: 7 };
    expect([7, 36, 37, 66, 67].map((time) => stepAt(time, rule))).toEqual([0, 0, 1, 1, 2]);
  });

  it('[CODE-8] drops fractions of a second', () => {
    expect(stepAt(59.999, { stepSeconds: 30, t0: 0 })).toBe(1);
    expect(stepAt(60, { stepSeconds: 30, t0: 0 })).toBe(2);
  });

  it('[CODE-10] numbers steps beyond 32 bits', () => {
    const rule = { digits: 8, stepSeconds: 1, t0: -1 };
    const time = 2 ** 32 + 9;
    expect(stepAt(time, rule)).toBe(time + 1);
    expect(totp(key, time, rule)).toBe(openssl('SHA1', time + 1, 8));
  });

  it('refuses a time before T0', () => {
    expect(() => stepAt(6, { stepSeconds: 30, t0: 7 })).toThrow(UsageError);
  });

  it.each([0, -30, 1.5, Number.NaN])('refuses a step of %f seconds', (stepSeconds) => {
    expect(() => stepAt(100, { stepSeconds, t0: 0 })).toThrow(UsageError);
  });

  it('refuses a T0 and a time that are no numbers of seconds', () => {
    expect(() => stepAt(100, { stepSeconds: 30, t0: 0.5 })).toThrow(UsageError);
    expect(() => stepAt(Number.NaN, { stepSeconds: 30, t0: 0 })).toThrow(UsageError);
    expect(() => stepAt(Number.POSITIVE_INFINITY, { stepSeconds: 30, t0: 0 })).toThrow(UsageError);
  });
});
