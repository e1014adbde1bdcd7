import { beforeAll, describe } from 'vitest';
import { type Program, whyNoGuest } from './requirements.ts';

/** Boots, and what is built for the first of them, on a machine that is busy. */
export const BOOT_MILLISECONDS = 400_000;

/**
 * Tests that want a guest with these programs. Where it cannot be had they are skipped, and one line
 * says how to get it; under CI nothing may be skipped, and they fail with that line.
 */
export function inGuest(title: string, programs: readonly Program[], body: () => void): void {
  const reason = whyNoGuest(programs);
  const skipped = reason !== undefined && process.env['CI'] !== 'true';
  const suffix = skipped ? ` (NOT RUN: ${reason})` : '';
  if (skipped) console.warn(`${title}${suffix}`);
  describe.skipIf(skipped)(`${title}${suffix}`, () => {
    beforeAll(() => {
      if (reason !== undefined) throw new Error(`these tests need a kernel guest: ${reason}`);
    });
    body();
  });
}
