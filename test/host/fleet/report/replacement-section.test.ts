import {
  bestPlan,
  planByKnowledge,
  replacementAnswer,
  ruleRows,
  type ToldReplacement,
} from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { deathsIn, replacementSection } from '../../../../host/fleet/report/replacement-section.ts';
import { madeResult, madeTally } from '../support/made-result.ts';

const DAYS = 365;
const PRICES = { lifeDays: 1500, deathFobs: 3 };

/** Exchanged by age: from 15 % on after the first two quarters, from 20 % on after three. */
function planOf(deaths: readonly number[], leastOdds = 0.15, other = 0.2): ToldReplacement {
  const tally = madeTally(DAYS, deaths.length);
  tally.fobs.death.set(deaths);
  const result = madeResult(tally);
  const [plan, another] = [leastOdds, other].map((odds) =>
    planByKnowledge(result, ({ ageDays }) => ageDays / 1000, odds),
  );
  const best = bestPlan(result);
  const others = [{ leastOdds: other, plan: another ?? best }];
  return { leastOdds, plan: plan ?? best, best, others, prices: PRICES, reports: 0.6 };
}

function told(...plan: Parameters<typeof planOf>): string {
  return replacementAnswer(planOf(...plan));
}

function many(count: number, death: number): readonly number[] {
  return Array.from({ length: count }, () => death);
}

it('days that fobs would have worked are a least where some outlive the run', () => {
  expect(told([300, -1])).toMatch(/for at least 150 more days on the average; 1 outlived the run/);
});

it('days that fobs would have worked are known where all die within the run', () => {
  expect(told([300, 310])).toMatch(/for 122 more days on the average\./);
});

describe('the first sentence is what the plan is worth', () => {
  it('how many it saves of those that die, for how many', () => {
    expect(told([100, 300, 310])).toMatch(
      /^The plan saves 2 of 3 fobs that die, for 2 exchanged\. /,
    );
  });

  it('a plan that saves none is not to be followed', () => {
    expect(told([100, ...many(5, -1)])).toMatch(
      /^Do not exchange by these odds: the plan saves none of 1 fob that dies, for 5 exchanged; the run is too short to judge: 5 of them still work at its end\. /,
    );
  });

  it('nor one that costs more than the deaths that it saves', () => {
    // The fob on day 364 is saved for 181 days of 100 others, which die the day before it.
    const dear = { ...planOf([...many(100, 363), 364]), prices: { lifeDays: 150, deathFobs: 1 } };
    expect(replacementAnswer(dear)).toMatch(
      /^Do not exchange by these odds: the plan saves 101 of 101 fobs that die, for 101 exchanged\. /,
    );
  });

  it('where most of the exchanged outlive the run it is too short, dear or not', () => {
    expect(told([300, ...many(100, -1)])).toMatch(
      /^The plan saves 1 of 1 fob that dies, for 101 exchanged; the run is too short to judge: 100 of them still work at its end\. /,
    );
    expect(told([300, 310, -1])).not.toContain('too short');
  });

  it('a plan that exchanges none says so', () => {
    expect(told([100, 110])).toMatch(
      /^The plan saves none of 2 fobs that die, and exchanges none\. /,
    );
  });

  it('where no fob dies none needs to be exchanged, and no rule is the cheapest', () => {
    const text = told([-1, -1]);
    expect(text).toMatch(/^No fob dies within the run: none needs to be exchanged\./);
    expect(text).not.toContain('cost the least');
  });
});

it('tells how many owners tell of a low battery', () => {
  expect(told([300])).toContain('its low battery, of which 60 % of the owners tell.');
});

describe('which odds cost the least', () => {
  it('is told with what the plan costs, and what it costs to exchange none', () => {
    expect(told([...many(50, 300)])).toContain(
      'the plan costs 3.9 fobs; of the 2 odds that were tried those from 20 % on cost the least, less than one fob. To exchange none costs 150 fobs. A death in its owner’s hands is counted as 3 fobs, and each 1,500 days of work thrown away as one.',
    );
    expect(told([300, 310], 0.2)).toContain('No other rule was tried');
  });

  it('of those that cost as much it is the plan’s own', () => {
    expect(told([100], 0.2, 0.15)).toContain('Of the 2 odds that were tried these cost the least');
    expect(told([100], 0.15, 0.2)).toContain('Of the 2 odds that were tried these cost the least');
  });

  it('is marked in the table, and the plan’s own are told', () => {
    const rows = ruleRows(planOf([...many(50, 300)]));
    expect(rows.map(({ cells, isBest }) => [cells[0], cells[6], isBest])).toEqual([
      ['none', '150', false],
      ['15 % or more (plan)', '4', false],
      ['20 % or more (cheapest)', '1', true],
      ['each death known', '1', false],
    ]);
  });

  it('may be to exchange none', () => {
    const [none] = ruleRows({ ...planOf([300, -1]), prices: { lifeDays: 1500, deathFobs: 0 } });
    expect(none?.cells[0]).toBe('none (cheapest)');
  });

  it('has the green line of the page', async () => {
    const replacement = planOf([...many(50, 300)]);
    const page = String(
      await replacementSection(replacement, madeResult(madeTally(DAYS, 50)).facts),
    );
    expect(page).toMatch(/<tr class="best">\s*<td>20 % or more \(cheapest\)<\/td>/);
    expect(page.match(/class="best"/g)).toHaveLength(1);
  });
});

it('deaths without a plan are all, those that nobody could prevent too', () => {
  const tally = madeTally(DAYS, 2);
  tally.fobs.death.set([120, 130]);
  tally.fobs.firstUse.set([0, 125]);
  const best = bestPlan(madeResult(tally));
  expect(best.costs).toMatchObject({ replaced: 1, died: 1 });
  expect([0, 1, 2, 3].map((quarter) => deathsIn(best, quarter))).toEqual([0, 2, 0, 0]);
});
