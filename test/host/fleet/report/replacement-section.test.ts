import { bestPlan, planByKnowledge, replacementAnswer } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { deathsIn } from '../../../../host/fleet/report/replacement-section.ts';
import { madeResult, madeTally } from '../support/made-result.ts';

const DAYS = 365;

function told(deaths: readonly number[], leastOdds = 0.15): string {
  const tally = madeTally(DAYS, deaths.length);
  tally.fobs.death.set(deaths);
  const result = madeResult(tally);
  const plans = [leastOdds, 0.2].map((odds) => ({
    leastOdds: odds,
    plan: planByKnowledge(result, ({ ageDays }) => ageDays / 1000, odds),
  }));
  const [own = { leastOdds: 0, plan: bestPlan(result) }] = plans;
  return replacementAnswer({ ...own, best: bestPlan(result), others: plans }, result.facts);
}

it('days that fobs would have worked are a least where some outlive the run', () => {
  expect(told([300, -1])).toMatch(/for at least 150 more days on the average; 1 outlived the run/);
});

it('days that fobs would have worked are known where all die within the run', () => {
  expect(told([300, 310])).toMatch(/for 122 more days on the average\./);
});

it('names the rule that is the best bargain', () => {
  // From 15 % on they are exchanged on day 183, from 20 % on day 275.
  expect(told([300, 310])).toContain('Of 2 rules that from 20 % on is the best bargain');
  expect(told([300, 310])).toContain(
    'bargain: its deaths and wasted days cost less than one fob, if a death in its owner’s hands costs as much as 3 fobs',
  );
  expect(told([300, 310], 0.2)).toContain('No other rule was tried');
});

it('deaths without a plan are all, those that nobody could prevent too', () => {
  const tally = madeTally(DAYS, 2);
  tally.fobs.death.set([120, 130]);
  tally.fobs.firstUse.set([0, 125]);
  const best = bestPlan(madeResult(tally));
  expect(best.costs).toMatchObject({ replaced: 1, died: 1 });
  expect([0, 1, 2, 3].map((quarter) => deathsIn(best, quarter))).toEqual([0, 2, 0, 0]);
});

it('where no fob dies none needs to be exchanged, and no rule is a bargain', () => {
  const text = told([-1, -1]);
  expect(text).toMatch(/^No fob dies within the run: none needs to be exchanged\./);
  expect(text).not.toContain('bargain');
});

it('the first sentence is the answer', () => {
  expect(told([300, 310])).toMatch(
    /^2 of 2 fobs are exchanged in time, and none dies before their turn; without a plan 2 die\. /,
  );
});
