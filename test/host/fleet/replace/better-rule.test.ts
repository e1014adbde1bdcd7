import { betterRule, type PlanByOdds, type PlanCosts } from '@fobkit/fleet';
import { expect, it } from 'vitest';

function rule(leastOdds: number, died: number, replaced: number, daysLeft = 1): PlanByOdds {
  const costs: PlanCosts = { replaced, died, daysLeft, diedShare: 0, wasted: 0, outliving: 0 };
  return { leastOdds, plan: { quarters: [], turns: new Int16Array(), costs } };
}

it('the better rule replaces the fewest of those with the fewest dead, within a tenth', () => {
  const rules = [rule(0.1, 100, 900), rule(0.2, 110, 300), rule(0.5, 111, 100)];
  expect(betterRule(rules)?.leastOdds).toBe(0.2);
});

it('of two that replace as many, the one that does so later', () => {
  const rules = [rule(0.1, 5, 900, 200), rule(0.2, 5, 900, 150), rule(0.5, 9, 10)];
  expect(betterRule(rules)?.leastOdds).toBe(0.2);
});
