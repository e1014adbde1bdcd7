import { bargainOf, type Candidate, compare, comparisonAnswer, comparisonCsv } from '@fobkit/fleet';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

function candidate(name: string, calls: number, targets: number): Candidate {
  const tally = madeTally(10, 5, {
    inUse: () => 5,
    callsLocked: () => calls,
    guesses: () => 10,
    guessTargets: () => targets,
  });
  return { name, result: madeResult(tally) };
}

it('a policy is beaten by one that is as good in both and better in one', () => {
  const compared = compare([
    candidate('a', 3, 3),
    candidate('b', 3, 2),
    candidate('c', 1, 9),
    candidate('d', 3, 2),
  ]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([['b', 'd'], [], [], []]);
});

it('what is on the frontier is not beaten, and what is off it is beaten by something on it', () => {
  const points = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(points, (all) => {
      const compared = compare(all.map(([x, y], i) => candidate(String(i), x, y)));
      const best = compared.filter(({ beatenBy }) => beatenBy.length === 0);
      const names = new Set(best.map(({ name }) => name));
      expect(best.length).toBeGreaterThan(0);
      for (const { beatenBy } of compared) {
        expect(beatenBy.length === 0 || beatenBy.some((name) => names.has(name))).toBe(true);
      }
      for (const one of best) {
        for (const other of compared) {
          const better = other.calls < one.calls && other.odds < one.odds;
          expect(better).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('the bargain has the lowest odds of those whose calls are the fewest within one per cent', () => {
  const compared = compare([
    candidate('fewest', 1000, 9),
    candidate('almost', 1009, 3),
    candidate('more', 1020, 1),
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
      'and a guesser at 1 in 333,333. Of 2 policies 1 is not beaten by another one in both calls ' +
      'and odds.',
  );
});
