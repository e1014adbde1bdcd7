import { betterRule, planCost, type PlanByOdds, type PlanCosts } from '@fobkit/fleet';
import { expect, it } from 'vitest';

const PRICES = { lifeDays: 1000, deathFobs: 3 };

function costs(died: number, replaced: number, daysLeft: number): PlanCosts {
  return { replaced, died, daysLeft, diedShare: 0, wasted: 0, outliving: 0 };
}

function rule(leastOdds: number, ...[died, replaced, daysLeft]: Parameters<typeof costs>) {
  const plan = { quarters: [], turns: new Int16Array(), costs: costs(died, replaced, daysLeft) };
  return { leastOdds, plan } satisfies PlanByOdds;
}

it('a plan costs its dead, and the days that it throws away', () => {
  expect(planCost(costs(7, 0, 0), PRICES)).toBe(21);
  expect(planCost(costs(0, 200, 50), PRICES)).toBe(10);
  expect(planCost(costs(7, 200, 50), PRICES)).toBe(31);
});

it('days of life are not thrown away to save a few', () => {
  const rules = [rule(0.1, 85, 900, 400), rule(0.2, 86, 900, 100)];
  expect(betterRule(rules, PRICES)?.leastOdds).toBe(0.2);
});

it('the dearer a death, the earlier fobs are exchanged', () => {
  const rules = [rule(0.1, 10, 900, 400), rule(0.2, 50, 880, 100), rule(0.5, 300, 700, 30)];
  const better = (deathFobs: number) => betterRule(rules, { ...PRICES, deathFobs })?.leastOdds;
  expect([0, 1, 20].map(better)).toEqual([0.5, 0.2, 0.1]);
});

it('of two that cost as much, that with fewer dead', () => {
  const rules = [rule(0.5, 2, 100, 10), rule(0.2, 1, 100, 40)];
  expect(betterRule(rules, PRICES)?.leastOdds).toBe(0.2);
});

it('of those that cost as much, the chosen one', () => {
  const rules = [0.05, 0.1, 0.2, 0.5].map((leastOdds) => rule(leastOdds, 1, 0, 0));
  expect(betterRule(rules, PRICES, 0.2)?.leastOdds).toBe(0.2);
  expect(betterRule(rules, PRICES)?.leastOdds).toBe(0.5);
});
