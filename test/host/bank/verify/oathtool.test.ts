import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { toHex, type Algorithm } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { freshMemory } from '../../../../host/bank/verify/token-key.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import { keyOf, plainPolicy } from './verify-support.ts';

const installed = spawnSync('oathtool', ['--version']).status === 0;
// Under CI nothing may be skipped: there the sample runs, and fails, without oathtool too.
const skipped = !installed && process.env['CI'] !== 'true';
const reason = skipped ? ' (SKIPPED: oathtool is not installed; apt-get install oathtool)' : '';
if (skipped) console.warn(`bank, oathtool${reason}`);

function oathtool(secret: Uint8Array, ...options: readonly string[]): string {
  const run = spawnSync('oathtool', [...options, '-'], { input: toHex(secret), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`oathtool: ${run.error?.message ?? run.stderr}`);
  return run.stdout.trim();
}

describe.skipIf(skipped)(`oathtool as a token${reason}`, () => {
  const seed = fc.uint8Array({ minLength: 16, maxLength: 64 });

  it('16 codes by time are accepted, with the step that its clock is off', () => {
    const record = fc.record({
      seed,
      algorithm: fc.constantFrom<Algorithm>('SHA1', 'SHA256', 'SHA512'),
      digits: fc.constantFrom(6, 7, 8),
      unixSeconds: fc.integer({ min: 1_000_000_000, max: 3_000_000_000 }),
      off: fc.constantFrom(-1, 0, 1),
    });
    for (const { seed, algorithm, digits, unixSeconds, off } of fc.sample(record, 16)) {
      const code = oathtool(
        seed,
        `--totp=${algorithm}`,
        `--digits=${String(digits)}`,
        `--now=@${String(unixSeconds + off * 30)}`,
      );
      const key = keyOf({ algorithm, digits }, seed);
      const asked = { key, memory: freshMemory, unixSeconds, policy: plainPolicy };
      const verdict = verifyCode({ ...asked, code });
      expect(verdict).toMatchObject({ outcome: 'accepted', offset: off });
    }
  });

  it('16 codes by counter are accepted, with how far it was pressed ahead', () => {
    const record = fc.record({ seed, counter: fc.nat(), off: fc.nat(10) });
    for (const { seed, counter, off } of fc.sample(record, 16)) {
      const code = oathtool(seed, '--hotp', `--counter=${String(counter + off)}`);
      const key = keyOf({ mode: 'hotp', counter }, seed);
      const asked = { key, memory: freshMemory, unixSeconds: 0, policy: plainPolicy };
      expect(verifyCode({ ...asked, code })).toMatchObject({ outcome: 'accepted', offset: off });
    }
  });
});
