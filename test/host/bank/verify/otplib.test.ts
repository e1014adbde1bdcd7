import fc from 'fast-check';
import { createGuardrails, generateSync, type HashAlgorithm, verifySync } from 'otplib';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '@fobkit/protocol';
import { freshMemory } from '../../../../host/bank/verify/token-key.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import { keyOf, plainPolicy } from './verify-support.ts';

const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 128,
  MIN_PERIOD: 1,
  MAX_PERIOD: 86_400,
  MAX_WINDOW: 1000,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
});
const HASHES: Readonly<Record<Algorithm, HashAlgorithm>> = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

const windows = fc.record({ behind: fc.nat(12), ahead: fc.nat(12) });
const common = {
  seed: fc.uint8Array({ minLength: 10, maxLength: 80 }),
  algorithm: fc.constantFrom<Algorithm>('SHA1', 'SHA256', 'SHA512'),
  // Fewer digits, and two factors of a window may well show the same code.
  digits: fc.constantFrom(6, 7, 8, 9),
  window: windows,
  off: fc.integer({ min: -15, max: 15 }),
};

describe('the same answer and offset as otplib’s verify in the same window', () => {
  it('TOTP: 2,000 random seeds, times, steps and windows', () => {
    const record = fc.record({
      ...common,
      unixSeconds: fc.integer({ min: 1_000_000, max: 4_000_000_000 }),
      stepSeconds: fc.constantFrom(15, 30, 60),
    });
    fc.assert(
      fc.property(record, ({ seed, algorithm, digits, window, off, unixSeconds, stepSeconds }) => {
        const options = {
          strategy: 'totp',
          secret: seed,
          algorithm: HASHES[algorithm],
          digits,
          period: stepSeconds,
          guardrails,
        } as const;
        const code = generateSync({ ...options, epoch: unixSeconds + off * stepSeconds });
        const theirs = verifySync({
          ...options,
          epoch: unixSeconds,
          token: code,
          epochTolerance: [window.behind * stepSeconds, window.ahead * stepSeconds],
        });
        const ours = verifyCode({
          key: keyOf({ algorithm, digits, stepSeconds }, seed),
          memory: freshMemory,
          code,
          unixSeconds,
          policy: { ...plainPolicy, firstUse: window },
        });
        expect(ours.outcome === 'accepted').toBe(theirs.valid);
        if (theirs.valid) expect(ours.offset).toBe(theirs.delta);
      }),
      { numRuns: 2000 },
    );
  });

  it('HOTP: 2,000 random seeds, counters and look-aheads', () => {
    const record = fc.record({ ...common, counter: fc.integer({ min: 20, max: 1_000_000_000 }) });
    fc.assert(
      fc.property(record, ({ seed, algorithm, digits, window, off, counter }) => {
        const options = {
          strategy: 'hotp',
          secret: seed,
          algorithm: HASHES[algorithm],
          digits,
          guardrails,
        } as const;
        const code = generateSync({ ...options, counter: counter + off });
        const theirs = verifySync({
          ...options,
          counter,
          token: code,
          counterTolerance: [0, window.ahead],
        });
        const ours = verifyCode({
          key: keyOf({ mode: 'hotp', algorithm, digits, counter }, seed),
          memory: freshMemory,
          code,
          unixSeconds: 1000,
          policy: {
            ...plainPolicy,
            counters: { lookAhead: window.ahead, resyncLookAhead: 0 },
          },
        });
        expect(ours.outcome === 'accepted').toBe(theirs.valid);
        if (theirs.valid) expect(ours.offset).toBe(theirs.delta);
      }),
      { numRuns: 2000 },
    );
  });
});
