import { Secret } from '@fobkit/client';
import { fromHex, ocra, parseOcraSuite, prepareKey } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { verifyCode } from '../../../../host/station/unit/code-verifier.ts';

describe('the engine of codes', () => {
  // RFC 6238, appendix B: SHA1, 8 digits, at 1111111109 s and the code of it.
  const seed = new Secret(Buffer.from('12345678901234567890'));
  const parameters = {
    mode: 'totp',
    algorithm: 'SHA1',
    digits: 8,
    serialLabel: 'X',
    purpose: 'test',
    stepSeconds: 30,
    t0: 0,
  } as const;
  const reading = { code: '07081804', mode: 'totp' } as const;

  it.each([
    [-31, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, true],
    [61, false],
  ])('takes the code of 1111111109 s with the host %d s further: %s', (late, ok) => {
    // The step began at 1111111080.
    const unixMs = (1_111_111_080 + late) * 1000;
    const inside = late >= -30 && late < 60;
    expect(verifyCode({ reading, parameters, seed, unixMs }).ok).toBe(ok && inside);
  });

  it('says which one it is, and not the code', () => {
    const verdict = verifyCode({ reading, parameters, seed, unixMs: 0 });
    expect(verdict).toMatchObject({ ok: false, engine: 'otplib' });
    expect(verdict.why).not.toContain('07081804');
  });

  it('takes of HOTP the code of just the counter that the fob names', () => {
    // RFC 4226, appendix D.
    const hotp = { ...parameters, mode: 'hotp', digits: 6, counter: 0 } as const;
    const told = (code: string, movingFactor: number): boolean =>
      verifyCode({
        reading: { code, mode: 'hotp', movingFactor },
        parameters: hotp,
        seed,
        unixMs: 0,
      }).ok;
    expect(told('755224', 0)).toBe(true);
    expect(told('287082', 1)).toBe(true);
    expect(told('287082', 0)).toBe(false);
    expect(
      verifyCode({
        reading: { code: '755224', mode: 'hotp', movingFactor: 0 },
        parameters: { ...hotp, counter: 1 },
        seed,
        unixMs: 0,
      }).ok,
    ).toBe(false);
  });

  it('takes of OCRA the response to the challenge (RFC 6287, appendix C.2)', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    const key = '3132333435363738393031323334353637383930'.repeat(4).slice(0, 128);
    const secret = new Secret(fromHex(key));
    const given = {
      reading: { code: '07016083', mode: 'ocra', movingFactor: 0 },
      parameters: { ...parameters, mode: 'ocra', algorithm: 'SHA512', suite },
      seed: secret,
      unixMs: 0,
    } as const;
    expect(
      ocra(prepareKey('SHA512', fromHex(key)), parseOcraSuite(suite), {
        question: '00000000',
        counter: 0,
      }),
    ).toBe('07016083');
    expect(verifyCode({ ...given, challenge: '00000000' }).ok).toBe(true);
    expect(verifyCode({ ...given, challenge: '11111111' }).ok).toBe(false);
    expect(verifyCode({ ...given, challenge: '00000000' }).engine).toBe('@fobkit/protocol');
  });
});
