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
    `"Choose “b”: 146,100 calls a year for a thousand fobs, and a day of guessing succeeds with odds of 1 in 500,000. No policy has fewer calls by more than 1 %, and of those with as few it has the lowest odds. The first one, “a, wide”, has 219,150 calls a year for a thousand fobs, and a day of guessing succeeds with odds of 1 in 333,333. Of 2 policies 1 is not beaten by another one in calls or odds by more than chance."`,
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
  expect(text).toMatch(/^Choose “b”: .* in calls \(nobody guesses\)/);
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

it('a window is told in the steps that its file has, with what is taken for it', () => {
  const one = candidate('#1', 3, 30);
  const policyOf = (behind: number, taken: number) => ({
    ...one.result.facts.policy,
    normal: { behind: taken, ahead: 1 },
    written: {
      stepSeconds: 30,
      firstUse: { behind: 20, ahead: 10 },
      normal: { behind, ahead: 2 },
    },
  });
  const codes = { ...one.result.facts.codes, stepSeconds: 60 };
  const chosen = (behind: number, taken: number): string => {
    const facts = { ...one.result.facts, codes, policy: policyOf(behind, taken) };
    const best = { facts, tally: candidate('#2', 2, 20).result.tally };
    return comparisonAnswer(compare([one, { name: '#2', result: best }]), facts);
  };
  expect(chosen(4, 2)).toContain(
    'Choose a window of 4 steps of 30 s behind (2 min) and 2 ahead (60 s), and lock after 5 wrong codes: ',
  );
  expect(chosen(3, 1)).toContain(
    'of 3 steps of 30 s behind (90 s) and 2 ahead (60 s), rounded down to 1 and 1 of the fob’s 60 s, and',
  );
});

it('of few calls the sentence names the one call that the choice ignores, not 1 %', () => {
  const few = (name: string, calls: number, targets: number): Candidate => {
    const made = candidate(name, 0, targets).result;
    const columns = { ...made.tally.columns };
    columns.callsLocked = columns.callsLocked.map((_, day) => (day < 2 ? calls : 0));
    // A thousand times as many fobs: some 14 calls a year for a thousand.
    columns.inUse = columns.inUse.map(() => 50_000);
    return { name, result: { ...made, tally: { ...made.tally, columns } } };
  };
  const fewer = few('fewer', 98, 30);
  const compared = compare([fewer, few('safer', 100, 10)]);
  const text = comparisonAnswer(compared, fewer.result.facts);
  expect(text).toMatch(/^Choose “safer”: 14\.6 calls a year/);
  expect(text).toContain('No policy has fewer calls by more than one call a year for a thousand');
});

it('second codes that are asked for stand in the sentence, where as few calls come without', () => {
  const asking = (name: string, asked: number, targets: number): Candidate => {
    const made = candidate(name, 100, targets).result;
    const columns = { ...made.tally.columns };
    columns.accepted = columns.accepted.map(() => 1000 - asked);
    columns.resyncWanted = columns.resyncWanted.map(() => asked);
    return { name, result: { ...made, tally: { ...made.tally, columns } } };
  };
  const answerOf = (asked: number, other: number): string => {
    const compared = compare([asking('safe', asked, 10), asking('plain', other, 90)]);
    return comparisonAnswer(compared, asking('safe', 0, 1).result.facts);
  };
  const told = 'It asks for a second code after 2 % of right codes; “plain”, with as few calls,';
  expect(answerOf(20, 0)).toContain(`${told} never.`);
  expect(answerOf(20, 4)).toContain(`${told} after 1 in 250 right codes.`);
  expect(answerOf(20, 19)).not.toContain('second code');
  const [row] = parse(comparisonCsv(compare([asking('safe', 20, 10)])), {
    columns: true,
  }) as readonly unknown[];
  expect(row).toMatchObject({ second_asked_share: '2.0000e-2' });
});

it('windows and locks are told in words where they tell all policies apart', () => {
  const one = candidate('#1', 3, 30);
  const policy = { ...one.result.facts.policy, normal: { behind: 4, ahead: 2 }, lockAfter: 3 };
  const other = { ...one.result, facts: { ...one.result.facts, policy } };
  const best = candidate('#2', 2, 20).result.tally;
  const compared = compare([one, { name: '#2', result: { ...other, tally: best } }]);
  expect(comparisonAnswer(compared, one.result.facts)).toMatch(
    /^Choose a window of 4 steps of 30 s behind \(2 min\) and 2 ahead \(60 s\), and lock after 3 wrong codes: /,
  );
});
