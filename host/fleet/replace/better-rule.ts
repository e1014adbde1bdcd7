import type { PlanCosts, ReplacementPlan } from './plan.ts';

/** A plan, and the odds from which on it replaces a fob, 0 to 1. */
export interface PlanByOdds {
  readonly leastOdds: number;
  readonly plan: ReplacementPlan;
}

/** What the two ends of a fob are weighed by. */
export interface PlanPrices {
  /** Days of work that the price of a fob buys: a fob that goes earlier wastes what is left. */
  readonly lifeDays: number;
  /** What a death in its owner's hands costs beside the next fob, in prices of a fob. */
  readonly deathFobs: number;
}

/** Assumed: a call, a parcel in a hurry, and an owner who cannot do business for days. */
export const USUAL_PRICES: PlanPrices = { lifeDays: 1826, deathFobs: 3 };

/** What a price is put on. */
export type PricedCosts = Pick<PlanCosts, 'died' | 'replaced' | 'daysLeft'>;

/**
 * What a plan costs beyond the next fobs, which all have to be bought, in prices of a fob: its dead,
 * and the days that it throws away. At least so much where exchanged fobs outlive the run.
 */
export function planCost(costs: PricedCosts, { deathFobs, lifeDays }: PlanPrices): number {
  return costs.died * deathFobs + (costs.replaced * costs.daysLeft) / lifeDays;
}

/**
 * The rule that costs the least. Of those that cost as much: that with the `chosen` odds, else that
 * with the fewest dead, else that which exchanges the latest.
 */
export function betterRule(
  rules: readonly PlanByOdds[],
  prices: PlanPrices,
  chosen?: number,
): PlanByOdds | undefined {
  const [first] = rules.toSorted(
    (a, b) =>
      planCost(a.plan.costs, prices) - planCost(b.plan.costs, prices) ||
      Number(b.leastOdds === chosen) - Number(a.leastOdds === chosen) ||
      a.plan.costs.died - b.plan.costs.died ||
      b.leastOdds - a.leastOdds,
  );
  return first;
}
