import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareWithOathtool, compareWithOtplib } from '../../../support/codes/batch-oracles.ts';

const installed = spawnSync('oathtool', ['--version']).status === 0;
// Under CI nothing may be skipped: there it runs, and fails, without oathtool too.
const skipped = !installed && process.env['CI'] !== 'true';
const reason = skipped ? ' (SKIPPED: oathtool is not installed; apt-get install oathtool)' : '';
if (skipped) console.warn(`batch-oracles${reason}`);

// The same, by the million, is `npm run soak -- codes`.

it('20,000 random codes are those of the readable engine and of otplib', () => {
  expect(compareWithOtplib(20_000, 1)).toBeGreaterThanOrEqual(20_000);
});

describe.skipIf(skipped)(`oathtool${reason}`, () => {
  it('20 keys at 1,000 steps each have its codes', () => {
    expect(compareWithOathtool(20, 1000, 1)).toBe(20_000);
  });
});
