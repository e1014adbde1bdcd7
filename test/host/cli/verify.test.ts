import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkCode, type Match } from '../../../host/cli/verify/check-code.ts';
import { parseOtpauth } from '../../../protocol/oath/otpauth.ts';
import { RFC_SECRET } from './support/run-fob.ts';

const TOTP8 = parseOtpauth(`otpauth://totp/x?secret=${RFC_SECRET}&digits=8`);
const HOTP = parseOtpauth(`otpauth://hotp/x?secret=${RFC_SECRET}&counter=0`);

const totp = (code: string, at: number, window = 20): Match | undefined =>
  checkCode({ key: TOTP8, code, at, window });
const hotp = (code: string, window: number, counter = 0): Match | undefined =>
  checkCode({
    key: { ...HOTP, parameters: { ...HOTP.parameters, counter } },
    code,
    at: 0,
    window,
  });

describe('a time-based code (RFC 6238, appendix B)', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [2_000_000_000, '69279037'],
  ])('of unix time %d is in its own step', (at, code) => {
    expect(totp(code, at, 0)).toEqual({ movingFactor: Math.floor(at / 30), offset: 0 });
  });

  it('of a clock that is behind has a negative drift', () => {
    expect(totp('94287082', 59 + 90)?.offset).toBe(-3);
  });

  it('of a clock that is ahead has a positive drift', () => {
    expect(totp('07081804', 1_111_111_109 - 60)?.offset).toBe(2);
  });

  it('outside the window fits nowhere', () => {
    expect(totp('94287082', 59 + 90, 2)).toBeUndefined();
  });

  it('before 1970 is not looked for', () => {
    expect(totp('94287082', 59, 1000)?.offset).toBe(0);
  });

  it('that fits twice is taken for the nearer one', () => {
    const key = parseOtpauth(`otpauth://totp/x?secret=${RFC_SECRET}&digits=4`);
    const step = 33_333_333;
    const steps = Array.from({ length: 401 }, (_, i) => i - 200);
    const byCode = Map.groupBy(steps, (offset) => fourDigits(step + offset));
    const twice = [...byCode].filter(([, offsets]) => offsets.length > 1);
    expect(twice.length).toBeGreaterThan(3);
    for (const [code, offsets] of twice) {
      const nearest = Math.min(...offsets.map(Math.abs));
      const found = checkCode({ key, code, at: step * 30, window: 200 });
      expect(Math.abs(found?.offset ?? Infinity), code).toBe(nearest);
      expect(offsets).toContain(found?.offset);
    }
  });
});

/** The code of a time step by RFC 4226, section 5.3, with the key of its appendix D. */
function fourDigits(movingFactor: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(movingFactor));
  const hmac = createHmac('sha1', '12345678901234567890').update(message).digest();
  const at = (hmac[19] ?? 0) & 15;
  return String((hmac.readUInt32BE(at) & 0x7fff_ffff) % 10_000).padStart(4, '0');
}

describe('an event-based code (RFC 4226, appendix D)', () => {
  it('is found at its counter', () => {
    expect(hotp('755224', 0)).toEqual({ movingFactor: 0, offset: 0 });
  });

  it('is found ahead, as after presses that nobody read', () => {
    expect(hotp('520489', 10)).toEqual({ movingFactor: 9, offset: 9 });
  });

  it('is not found behind: a code counts once', () => {
    expect(hotp('755224', 10, 1)).toBeUndefined();
  });

  it('beyond the window fits nowhere', () => {
    expect(hotp('520489', 8)).toBeUndefined();
  });
});
