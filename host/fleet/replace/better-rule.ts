import type { ReplacementPlan } from './plan.ts';

/** A plan, and the odds from which on it replaces a fob, 0 to 1. */
export interface PlanByOdds {
  readonly leastOdds: number;
  readonly plan: ReplacementPlan;
}

/** As many more dead before their turn are as good as the fewest. */
const SAME_DEAD = 1.1;

/** Of the rules that let the fewest die before their turn, within a tenth, the one that replaces the fewest, as late as can be. */
export function betterRule(rules: readonly PlanByOdds[]): PlanByOdds | undefined {
  const fewest = Math.min(...rules.map(({ plan }) => plan.costs.died));
  const [first] = rules
    .filter(({ plan }) => plan.costs.died <= fewest * SAME_DEAD)
    .toSorted(({ plan: { costs: a } }, { plan: { costs: b } }) =>
      a.replaced === b.replaced ? a.daysLeft - b.daysLeft : a.replaced - b.replaced,
    );
  return first;
}
