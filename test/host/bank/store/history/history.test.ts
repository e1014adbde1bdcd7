import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { playHistory } from './play-history.ts';
import { RealBank } from './real-bank.ts';
import { anyStep } from './step.ts';

const STEPS = 120;
/** Seventeen histories of 120 steps and 12 to begin with: 2,244. */
const RUNS = Number(process.env['FOBKIT_BANK_HISTORIES'] ?? '17');

test('whatever administrators, users, fobs and branch do, the bank is as the reference model', async () => {
  let run = 0;
  const steps = fc.array(anyStep, { minLength: STEPS, maxLength: STEPS, size: 'max' });
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const bank = await RealBank.open(run++);
      try {
        expect(await playHistory(bank, history)).toBeUndefined();
      } finally {
        await bank.made.close();
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);
