import { describe, expect, it } from 'vitest';
import { codeKeyOf, verifyCode } from '../../../host/testing/verification.ts';

/** RFC 6238 appendix B and RFC 4226 appendix D: the seed "12345678901234567890". */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const totp = codeKeyOf(`otpauth://totp/a?secret=${SECRET}&digits=8`);
const hotp = codeKeyOf(`otpauth://hotp/a?secret=${SECRET}&counter=0`);

describe('a TOTP code', () => {
  it('is judged at the time that is given', () => {
    expect(verifyCode('07081804', totp, { at: 1111111109 })).toEqual({ valid: true, delta: 0 });
    expect(verifyCode('07081804', totp, { at: new Date(1111111109_999) }).valid).toBe(true);
  });

  it('may be one step off, and the sign tells which way', () => {
    expect(verifyCode('07081804', totp, { at: 1111111109 + 30 }).delta).toBe(-1);
    expect(verifyCode('07081804', totp, { at: 1111111109 - 30 }).delta).toBe(1);
    expect(verifyCode('07081804', totp, { at: 1111111109 + 60 }).valid).toBe(false);
  });

  it('may be as many steps off as the window says', () => {
    expect(verifyCode('07081804', totp, { at: 1111111109 + 60, window: 2 }).delta).toBe(-2);
    expect(verifyCode('07081804', totp, { at: 1111111109 + 30, window: 0 }).valid).toBe(false);
  });

  it('wants a time', () => {
    expect(() => verifyCode('07081804', totp)).toThrow('give `at`');
  });
});

describe('an HOTP code', () => {
  it('may be ten counters ahead and none behind', () => {
    expect(verifyCode('755224', hotp)).toEqual({ valid: true, delta: 0 });
    expect(verifyCode('520489', hotp).delta).toBe(9);
    const later = codeKeyOf(`otpauth://hotp/a?secret=${SECRET}&counter=1`);
    expect(verifyCode('755224', later).valid).toBe(false);
    expect(verifyCode('520489', hotp, { window: 8 }).valid).toBe(false);
  });
});

it.each(['', '12345', '1234567', '12345a', ' 755224'])('"%s" is no code of six digits', (text) => {
  expect(verifyCode(text, hotp).valid).toBe(false);
});

it('OCRA has no judge here', () => {
  const key = {
    seed: new Uint8Array(20),
    parameters: { ...hotp.parameters, mode: 'ocra' },
  } as const;
  expect(() => verifyCode('123456', key)).toThrow('not OCRA');
});

it('an error never quotes the URI', () => {
  expect(() => codeKeyOf('otpauth://totp/a?secret=GEZDGNBV1')).toThrow(
    /^otpauth secret: (?!.*GEZ)/,
  );
});
