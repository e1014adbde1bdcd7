import { answer } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

it('tells how often two codes in a row kept a fob that would be swapped', () => {
  const told = (times: number): string =>
    answer(madeResult(madeTally(92, 3, { resynchronisedByDesk: (day) => (day < times ? 1 : 0) })));
  expect(told(0)).not.toContain('two codes');
  expect(told(1)).toContain(
    'Two codes in a row, read out to the help desk, bring the bank’s window back to a fob once.',
  );
  expect(told(12)).toContain(' back to a fob 12 times.');
});
