import { planCost } from '../replace/better-rule.ts';
import type { PlanCosts, ReplacementPlan } from '../replace/plan.ts';
import {
  cheapestOf,
  deathsUnplanned,
  rulesOf,
  type ToldReplacement,
  unplannedCost,
} from './replacement-rules.ts';
import { worthText } from './replacement-worth.ts';
import { counted, grouped, percent, told } from './words.ts';

/** What the plan comes to, in a few sentences, the first of which is the answer. */
export function replacementAnswer(replacement: ToldReplacement): string {
  const { best, leastOdds, plan, reports } = replacement;
  const { replaced } = plan.costs;
  const rule = `At the start of each quarter the bank exchanges every fob whose odds of ending in it are ${percent(leastOdds)} or more, by its age, the codes that it has shown and its low battery, of which ${tellText(reports)}.`;
  if (deathsUnplanned(replacement) === 0) {
    const needless =
      replaced === 0
        ? ''
        : ` This plan exchanges ${counted(replaced, 'fob')} all the same. ${rule}`;
    return `No fob dies within the run: none needs to be exchanged.${needless}`;
  }
  return [
    worthText(replacement),
    rule,
    lateText(plan),
    best.costs.died === 0
      ? ''
      : `${grouped(best.costs.died)} ${best.costs.died === 1 ? 'dies' : 'die'} so soon that no plan by quarters could save ${best.costs.died === 1 ? 'it' : 'them'}.`,
    bargainText(replacement),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function tellText(reports: number): string {
  if (reports === 0) return 'no owner tells';
  return reports === 1 ? 'every owner tells' : `${percent(reports)} of the owners tell`;
}

function lateText({ costs: { daysLeft, outliving, replaced } }: ReplacementPlan): string {
  if (replaced === 0) return '';
  const least = outliving === 0 ? '' : 'at least ';
  const beyond =
    outliving === 0 ? '' : `; ${grouped(outliving)} outlived the run, so that it may be more`;
  return `A fob that is exchanged would have worked for ${least}${told(daysLeft)} more days on the average${beyond}.`;
}

/** Which rule to take, if there is a choice, and what is counted as how much. */
function bargainText(replacement: ToldReplacement): string {
  const rules = rulesOf(replacement);
  const { leastOdds, plan, prices } = replacement;
  if (rules.length < 2) return 'No other rule was tried.';
  const bargain = cheapestOf(replacement);
  const text = (costs: PlanCosts): string => costText(planCost(costs, prices), costs.outliving > 0);
  const cheapest =
    bargain.leastOdds === leastOdds
      ? `Of the ${rules.length} odds that were tried these cost the least: ${text(plan.costs)} by its deaths and by the days of work that it throws away`
      : `By its deaths and by the days of work that it throws away the plan costs ${text(plan.costs)}; of the ${rules.length} odds that were tried those from ${percent(bargain.leastOdds)} on cost the least, ${text(bargain.plan.costs)}`;
  return `${cheapest}. To exchange none costs ${costText(unplannedCost(replacement), false)}. A death in its owner’s hands is counted as ${toldFobs(prices.deathFobs)}, and each ${counted(prices.lifeDays, 'day')} of work thrown away as one.`;
}

function costText(fobs: number, isLeast: boolean): string {
  const least = isLeast ? 'at least ' : '';
  return fobs > 0 && fobs < 1 ? 'less than one fob' : `${least}${toldFobs(fobs)}`;
}

function toldFobs(fobs: number): string {
  return `${told(fobs)} fob${fobs === 1 ? '' : 's'}`;
}
