import { figuresOf } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { attacksText, guessText } from '../../../../host/fleet/report/guess-text.ts';
import { madeResult, madeTally } from '../support/made-result.ts';

it.each([
  [0, 'no fob attacked'],
  [0.02, 'one fob attacked every 50 days'],
  [0.625, 'one fob attacked every 1.6 days'],
  [1, '1 fob attacked a day'],
  [3, '3 fobs attacked a day'],
])('%d fobs a day in words', (fobsPerDay, words) => {
  expect(attacksText(fobsPerDay)).toBe(words);
});

/** A night's guessing comes through once in 1,000: at 30 fobs, of which 18 are in use. */
function toldOf(ofFobs: number, fobsPerDay: number): string {
  const tally = madeTally(1461, 30, {
    inUse: () => 18,
    attacks: () => 1,
    guesses: () => 10,
    guessTargets: () => 1000,
  });
  const result = madeResult(tally, { ofFobs, guesser: { fobsPerDay, guesses: 10 } });
  return guessText(result.facts, figuresOf(result));
}

it('the odds of a year follow from the odds of a day and the attacks of the same sentence', () => {
  // 365.25 × 18 ÷ 30 ÷ 10 = 21.915 attacks; 1 ÷ (1 − e^(−21.915 ÷ 1,000)) = 46.1.
  expect(toldOf(30, 0.1)).toBe(
    'A day of guessing at one fob succeeds with odds of 1 in 1,000; with one fob attacked every ' +
      '10 days (21.9 attacks a year on those in use), the odds that a guesser comes through ' +
      'within a year are 1 in 46.1.',
  );
});

it('of a sample the odds of a year are told for the whole fleet', () => {
  expect(toldOf(300, 0.1)).toMatch(
    /; with 1 fob attacked a day of all 300 fobs \(219 attacks a year .*\), the odds .* are 1 in 5\.08\.$/,
  );
  expect(toldOf(30_000, 0.1)).toContain('about 21.9 guessers come through in a year');
});
