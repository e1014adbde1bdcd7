import {
  betterRule,
  planCost,
  type PlanByOdds,
  type PlanPrices,
  type PricedCosts,
} from '../replace/better-rule.ts';
import type { PlanCosts, ReplacementPlan } from '../replace/plan.ts';
import { grouped, percent, told } from './words.ts';

/** Replacement by what the bank knows, and what nobody can do better than. */
export interface ToldReplacement extends PlanByOdds {
  readonly best: ReplacementPlan;
  /** The same rule with other odds, to choose from. */
  readonly others?: readonly PlanByOdds[];
  /** What they are weighed by. */
  readonly prices: PlanPrices;
  /** Share of the owners who tell of a low battery, 0 to 1. */
  readonly reports: number;
}

/** A line of the table of rules. */
export interface RuleRow {
  /** The cheapest of those that a bank can follow. */
  readonly isBest: boolean;
  /** What nobody can do better than. */
  readonly isIdeal: boolean;
  readonly cells: readonly string[];
}

export const RULE_HEAD = [
  'odds of the fobs that are exchanged',
  'exchanged',
  'dead before their turn',
  'exchanged, good for another quarter',
  'exchanged, outliving the run',
  'days of life left, average',
  'deaths and wasted days, in fobs',
] as const;

/** All rules, by their odds. */
export function rulesOf({ leastOdds, others = [], plan }: ToldReplacement): readonly PlanByOdds[] {
  return [...others.filter((other) => other.leastOdds !== leastOdds), { leastOdds, plan }].toSorted(
    (a, b) => a.leastOdds - b.leastOdds,
  );
}

/** The cheapest of the rules; of those that cost as much, the plan's own. */
export function cheapestOf(replacement: ToldReplacement): PlanByOdds {
  const { leastOdds, prices } = replacement;
  return betterRule(rulesOf(replacement), prices, leastOdds) ?? replacement;
}

/** Deaths where no fob is exchanged. */
export function deathsUnplanned({ best: { costs } }: ToldReplacement): number {
  return costs.replaced + costs.died;
}

/** What it costs to exchange none, in prices of a fob. */
export function unplannedCost(replacement: ToldReplacement): number {
  return planCost(unplanned(replacement), replacement.prices);
}

/** What each rule comes to, from exchanging none to knowing every death; cells as `RULE_HEAD`. */
export function ruleRows(replacement: ToldReplacement): readonly RuleRow[] {
  const { best, leastOdds, prices } = replacement;
  const cheapest = cheapestOf(replacement);
  const isNoneBest = unplannedCost(replacement) < planCost(cheapest.plan.costs, prices);
  const rules = rulesOf(replacement).map((rule): RuleRow => {
    const isBest = !isNoneBest && rule.leastOdds === cheapest.leastOdds;
    const marks = [rule.leastOdds === leastOdds ? 'plan' : '', isBest ? 'cheapest' : '']
      .filter((mark) => mark !== '')
      .join(', ');
    const name = `${percent(rule.leastOdds)} or more${marks === '' ? '' : ` (${marks})`}`;
    return { isBest, isIdeal: false, cells: [name, ...cellsOf(rule.plan.costs, prices)] };
  });
  const none = `none${isNoneBest ? ' (cheapest)' : ''}`;
  return [
    {
      isBest: isNoneBest,
      isIdeal: false,
      cells: [none, ...cellsOf(unplanned(replacement), prices)],
    },
    ...rules,
    { isBest: false, isIdeal: true, cells: ['each death known', ...cellsOf(best.costs, prices)] },
  ];
}

function unplanned(replacement: ToldReplacement): PricedCosts {
  return { replaced: 0, died: deathsUnplanned(replacement), daysLeft: 0 };
}

function cellsOf(costs: PricedCosts & Partial<PlanCosts>, prices: PlanPrices): readonly string[] {
  const { daysLeft, died, outliving = 0, replaced, wasted = 0 } = costs;
  const least = outliving === 0 ? '' : '≥ ';
  return [
    grouped(replaced),
    grouped(died),
    grouped(wasted),
    grouped(outliving),
    `${least}${told(daysLeft)}`,
    `${least}${grouped(planCost(costs, prices))}`,
  ];
}
