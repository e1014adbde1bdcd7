import { bargainOf, type Candidate, compare, comparisonAnswer, comparisonCsv } from '@fobkit/fleet';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

/** As many on each day, or so many more or fewer by turns. */
function candidate(name: string, calls: number, targets: number, noise = 0): Candidate {
  const tally = madeTally(100, 5, {
    inUse: () => 5,
    callsLocked: (day) => calls + (day % 2 === 0 ? noise : -noise),
    attacks: () => 10,
    guesses: () => 10,
    guessTargets: () => targets,
  });
  return { name, result: madeResult(tally) };
}

it('a policy is beaten by one that is better in one and not worse in the other', () => {
  const compared = compare([
    candidate('a', 300, 30),
    candidate('b', 301, 10, 7),
    candidate('c', 100, 90),
  ]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([['b'], [], []]);
});

it('what differs by no more than chance is not better, and is told with the fobs that would tell', () => {
  const compared = compare([candidate('a', 100, 10), candidate('b', 103, 10, 14)]);
  expect(compared.map(({ beatenBy }) => beatenBy)).toEqual([[], []]);
  // 300 calls of difference, and by chance 3 × the root of 50 × (17² + 11²).
  expect(compared[0]?.closeTo).toMatchObject([{ name: 'b' }]);
  expect(compared[0]?.closeTo[0]?.fobs).toBeCloseTo(5 * 2.05, 6);
  const [, worse] = compare([candidate('a', 100, 10), candidate('b', 104, 10, 7)]);
  expect(worse?.beatenBy).toEqual(['a']);
  expect(worse?.closeTo).toEqual([]);
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
  const wide = candidate('a, wide', 3, 30);
  const compared = compare([wide, candidate('b', 2, 20)]);
  const rows: unknown = parse(comparisonCsv(compared), { columns: true });
  expect(rows).toMatchObject([
    { policy: 'a, wide', on_frontier: 'no', beaten_by: 'b', attack_odds: '3.0000e-6' },
    { policy: 'b', on_frontier: 'yes', attack_odds: '2.0000e-6' },
  ]);
  expect(comparisonAnswer(compared, wide.result.facts)).toMatchInlineSnapshot(
    `"Choose b: 146,100 calls a year for a thousand fobs, and a day of guessing succeeds with odds of 1 in 500,000. No policy has fewer calls by more than 1 %, and of those with as few it has the lowest odds. The first one, “a, wide”, has 219,150 calls a year for a thousand fobs, and a day of guessing succeeds with odds of 1 in 333,333. Of 2 policies 1 is not beaten by another one in calls or odds by more than chance."`,
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
  const text = comparisonAnswer(compared, alone);
  expect(text).toMatch(/^Choose b: .* in calls \(nobody guesses\)/);
  expect(text).not.toMatch(/odds|guesser/);
});

it('names in the file of a comparison have no sign that a keyboard lacks', () => {
  const name = '4 steps behind, 2 ahead; lock after 3';
  expect(comparisonCsv(compare([candidate(name, 1, 1)]))).toMatch(/^[\x20-\x7e\r\n]*$/);
});

it('the bargain is on the frontier: fewer calls by chance do not make one, nor are they denied', () => {
  const chance = candidate('by chance', 100, 90);
  const compared = compare([chance, candidate('safer', 103, 10, 14)]);
  expect(bargainOf(compared)?.name).toBe('safer');
  const text = comparisonAnswer(compared, chance.result.facts);
  expect(text).toContain('No policy has fewer calls by more than chance, and ');
});

it('a sample of the fleet is called one, and what a larger one would tell', () => {
  const { facts, tally } = candidate('a', 100, 10).result;
  const sample = { ...facts, fobs: 2000, ofFobs: 50_000 };
  const compared = compare([
    { name: 'a', result: { facts: sample, tally } },
    { name: 'b', result: { facts: sample, tally: candidate('b', 103, 10, 14).result.tally } },
  ]);
  const text = comparisonAnswer(compared, sample);
  expect(text).toContain('This is a sample of 2,000 of 50,000 fobs.');
  expect(text).toContain('Too close in calls to tell from it: “b”; about 4,000 fobs would.');
  expect(comparisonAnswer(compared, { ...sample, fobs: 50_000 })).not.toContain('sample');
});

it('windows and locks are told in words where they tell all policies apart', () => {
  const one = candidate('#1', 3, 30);
  const policy = { ...one.result.facts.policy, normal: { behind: 4, ahead: 2 }, lockAfter: 3 };
  const other = { ...one.result, facts: { ...one.result.facts, policy } };
  const best = candidate('#2', 2, 20).result.tally;
  const compared = compare([one, { name: '#2', result: { ...other, tally: best } }]);
  expect(comparisonAnswer(compared, one.result.facts)).toMatch(
    /^Choose a window of 4 steps behind and 2 ahead, and lock after 3 wrong codes: /,
  );
});
