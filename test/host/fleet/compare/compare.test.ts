import { bargainOf, type Candidate, compare, comparisonAnswer, comparisonCsv } from '@fobkit/fleet';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

function candidate(name: string, calls: number, targets: number): Candidate {
  const tally = madeTally(10, 5, {
    inUse: () => 5,
    callsLocked: () => calls,
    attacks: () => 10,
    guesses: () => 10,
    guessTargets: () => targets,
  });
  return { name, result: madeResult(tally) };
}

it('a policy is beaten by one that is better in one and not worse in the other', () => {
  const compared = compare([
    candidate('a', 300, 30),
    candidate('b', 301, 10),
    candidate('c', 100, 90),
  ]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([['b'], [], []]);
});

it('what differs by no more than chance is not better', () => {
  // 1,000 and 1,060 calls were counted: two standard errors are 91.
  const compared = compare([candidate('a', 100, 10), candidate('b', 106, 10)]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([[], []]);
  const [, worse] = compare([candidate('a', 100, 10), candidate('b', 110, 10)]);
  expect(worse?.beatenBy).toEqual(['a']);
});

it('policies that come to the same are one with both names', () => {
  const compared = compare([
    candidate('as it is', 100, 10),
    candidate('wide', 100, 90),
    candidate('lock after 5', 100, 10),
  ]);
  expect(compared.map(({ name }) => name)).toEqual(['as it is = lock after 5', 'wide']);
  expect(compared[1]?.beatenBy).toEqual(['as it is = lock after 5']);
});

it('of any policies some are on the frontier, and none there is worse in both', () => {
  const points = fc.array(fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 90 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(points, (all) => {
      const compared = compare(all.map(([x, y], i) => candidate(String(i), x, y)));
      const best = compared.filter(({ beatenBy }) => beatenBy.length === 0);
      expect(best.length).toBeGreaterThan(0);
      for (const one of best) {
        for (const other of compared) {
          const better = other.calls < one.calls / 3 && other.odds < one.odds / 3;
          expect(better && one.calls > 1e6).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('the bargain has the lowest odds of those whose calls are the fewest within one per cent', () => {
  const compared = compare([
    candidate('fewest', 100_000, 9),
    candidate('almost', 100_900, 3),
    candidate('more', 102_000, 1),
  ]);
  expect(bargainOf(compared)?.name).toBe('almost');
});

it('a comparison is a table and a sentence', () => {
  const compared = compare([candidate('a, wide', 3, 30), candidate('b', 2, 20)]);
  const rows: unknown = parse(comparisonCsv(compared), { columns: true });
  expect(rows).toMatchObject([
    { policy: 'a, wide', on_frontier: 'no', beaten_by: 'b', attack_odds: '3.0000e-6' },
    { policy: 'b', on_frontier: 'yes', attack_odds: '2.0000e-6' },
  ]);
  expect(comparisonAnswer(compared)).toBe(
    'b has the lowest odds of those with the fewest calls: 146,100 calls a year for a thousand ' +
      'fobs and a guesser at 1 in 500,000; a, wide has 219,150 calls a year for a thousand fobs ' +
      'and a guesser at 1 in 333,333. Of 2 policies 1 is not beaten by another one in calls or ' +
      'odds by more than chance.',
  );
});

it('where nobody guesses, calls alone are compared, and no odds are told', () => {
  const { facts, tally } = candidate('b', 20, 0).result;
  const { guesser: _none, ...alone } = facts;
  const compared = compare([
    { name: 'a', result: { facts: alone, tally: candidate('a', 90, 0).result.tally } },
    { name: 'b', result: { facts: alone, tally } },
  ]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([['b'], []]);
  const text = comparisonAnswer(compared);
  expect(text).toMatch(/^b has the fewest calls: .* in calls \(nobody guesses\)/);
  expect(text).not.toMatch(/odds|guesser/);
});

it('names in the file of a comparison have no sign that a keyboard lacks', () => {
  const name = '4 steps behind, 2 ahead; lock after 3';
  expect(comparisonCsv(compare([candidate(name, 1, 1)]))).toMatch(/^[\x20-\x7e\r\n]*$/);
});

it('the bargain is on the frontier: fewer calls by chance do not make one', () => {
  const compared = compare([candidate('by chance', 100, 90), candidate('safer', 104, 10)]);
  expect(bargainOf(compared)?.name).toBe('safer');
});
