import { expect, it } from 'vitest';
import { attacksText } from '../../../../host/fleet/report/guess-text.ts';

it.each([
  [0, 'no fob attacked'],
  [0.02, 'one fob attacked every 50 days'],
  [1, '1 fob attacked a day'],
  [3, '3 fobs attacked a day'],
])('%d fobs a day in words', (fobsPerDay, words) => {
  expect(attacksText(fobsPerDay)).toBe(words);
});
