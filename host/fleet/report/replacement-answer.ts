import {
  betterRule,
  planCost,
  type PlanByOdds,
  type PlanPrices,
  USUAL_PRICES,
} from '../replace/better-rule.ts';
import type { ReplacementPlan } from '../replace/plan.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { counted, grouped, percent, told } from './words.ts';

/** Replacement by what the bank knows, and what nobody can do better than. */
export interface ToldReplacement extends PlanByOdds {
  readonly best: ReplacementPlan;
  /** The same rule with other odds, to choose from. */
  readonly others?: readonly PlanByOdds[];
  /** What they are weighed by; `USUAL_PRICES` if absent. */
  readonly prices?: PlanPrices;
}

/** What the plan comes to, in a few sentences, the first of which is the answer. */
export function replacementAnswer(replacement: ToldReplacement, { fobs }: FleetFacts): string {
  const { best, leastOdds, plan } = replacement;
  const dead = best.costs.replaced + best.costs.died;
  const { died, replaced } = plan.costs;
  const rule = `At the start of each quarter the bank exchanges every fob whose odds of ending in it are ${percent(leastOdds)} or more, by its age, the codes that it has shown and what its owner has reported.`;
  if (dead === 0) {
    const needless =
      replaced === 0
        ? ''
        : ` This plan exchanges ${counted(replaced, 'fob')} all the same. ${rule}`;
    return `No fob dies within the run: none needs to be exchanged.${needless}`;
  }
  const exchanged = replaced === 1 ? 'is exchanged' : 'are exchanged';
  return [
    `${grouped(replaced)} of ${counted(fobs, 'fob')} ${exchanged} in time, and ${deathsText(died)} before ${died === 1 ? 'its' : 'their'} turn; without a plan ${deathsText(dead)}.`,
    rule,
    lateText(plan),
    best.costs.died === 0
      ? ''
      : `${deathsText(best.costs.died)} so soon that no plan by quarters could save ${best.costs.died === 1 ? 'it' : 'them'}.`,
    bargainText(replacement),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function deathsText(count: number): string {
  if (count === 0) return 'none dies';
  return `${grouped(count)} ${count === 1 ? 'dies' : 'die'}`;
}

function lateText({ costs: { daysLeft, outliving, replaced } }: ReplacementPlan): string {
  if (replaced === 0) return '';
  const least = outliving === 0 ? '' : 'at least ';
  const beyond =
    outliving === 0 ? '' : `; ${grouped(outliving)} outlived the run, so that it may be more`;
  return `A fob that is exchanged would have worked for ${least}${told(daysLeft)} more days on the average${beyond}.`;
}

/** All rules, by their odds. */
export function rulesOf({ leastOdds, others = [], plan }: ToldReplacement): readonly PlanByOdds[] {
  return [...others.filter((other) => other.leastOdds !== leastOdds), { leastOdds, plan }].toSorted(
    (a, b) => a.leastOdds - b.leastOdds,
  );
}

/** Which rule to take, if there is a choice, and by which trade. */
function bargainText(replacement: ToldReplacement): string {
  const rules = rulesOf(replacement);
  const { prices = USUAL_PRICES } = replacement;
  const better = betterRule(rules, prices);
  if (rules.length < 2 || better === undefined) return 'No other rule was tried.';
  const { costs } = better.plan;
  const which =
    better.leastOdds === replacement.leastOdds
      ? 'this one'
      : `that from ${percent(better.leastOdds)} on`;
  const least = costs.outliving === 0 ? '' : 'at least ';
  const cost = planCost(costs, prices);
  const fobs = cost < 1 ? 'less than one fob' : `${least}as much as ${toldFobs(cost)}`;
  return `Of ${rules.length} rules ${which} is the best bargain: its deaths and wasted days cost ${fobs}, if a death in its owner’s hands costs as much as ${toldFobs(prices.deathFobs)} and a fob is bought for ${counted(prices.lifeDays, 'day')} of work.`;
}

function toldFobs(fobs: number): string {
  return `${told(fobs)} fob${fobs === 1 ? '' : 's'}`;
}
