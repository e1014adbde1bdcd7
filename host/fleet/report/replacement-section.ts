import { html } from 'hono/html';
import type { Html } from '../plot/axes.ts';
import { barPlot } from '../plot/bar-plot.ts';
import { betterRule, type PlanByOdds } from '../replace/better-rule.ts';
import type { ReplacementPlan } from '../replace/plan.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { figure } from './sections.ts';
import { grouped, percent, told } from './words.ts';

/** Replacement by what the bank knows, and what nobody can do better than. */
export interface ToldReplacement extends PlanByOdds {
  readonly best: ReplacementPlan;
  /** The same rule with other odds, to choose from. */
  readonly others?: readonly PlanByOdds[];
}

/** The replacement plan: quarter by quarter, and what each rule costs. */
export function replacementSection(replacement: ToldReplacement, facts: FleetFacts): Html {
  return html`<h2>Replacement plan <span lang="ja">交換計画</span></h2>
    <p>${replacementAnswer(replacement, facts)}</p>
    <div class="stack">${bars(replacement)} ${costs(replacement)}</div>
    ${quarters(replacement)}`;
}

/** What the plan comes to, in a few sentences. */
export function replacementAnswer(replacement: ToldReplacement, { fobs }: FleetFacts): string {
  const { best, leastOdds, plan } = replacement;
  const { died, diedShare, replaced, daysLeft, outliving } = plan.costs;
  const least = outliving === 0 ? '' : 'at least ';
  const beyond =
    outliving === 0 ? '' : `; ${grouped(outliving)} outlived the run, so that it may be more`;
  const dead = best.costs.replaced + best.costs.died;
  return [
    ...(dead === 0 ? ['None needs to be exchanged: no fob dies within the run.'] : []),
    `Replaced at the start of each quarter when the bank, by age, codes and reports, gives it odds of ${percent(leastOdds)} or more of ending in it,`,
    `${grouped(replaced)} of ${grouped(fobs)} fobs are exchanged in time and ${grouped(died)} (${percent(diedShare)}) die before their turn.`,
    ...(replaced === 0
      ? []
      : [
          `A fob that is exchanged would have worked for ${least}${told(daysLeft)} more days on the average${beyond}.`,
        ]),
    `Without a plan ${grouped(dead)} die within the run; who knew the day of every death would exchange ${grouped(best.costs.replaced)}.`,
    ...(dead === 0 ? [] : [bargainText(replacement)]),
  ].join(' ');
}

function rulesOf({ leastOdds, others = [], plan }: ToldReplacement): readonly PlanByOdds[] {
  return [...others.filter((other) => other.leastOdds !== leastOdds), { leastOdds, plan }].toSorted(
    (a, b) => a.leastOdds - b.leastOdds,
  );
}

/** Which rule to take, if there is a choice. */
function bargainText(replacement: ToldReplacement): string {
  const rules = rulesOf(replacement);
  const better = betterRule(rules);
  if (rules.length < 2 || better === undefined) return 'No other rule was tried.';
  const { died, replaced } = better.plan.costs;
  const which =
    better.leastOdds === replacement.leastOdds
      ? 'this one'
      : `that from ${percent(better.leastOdds)} on`;
  return `Of ${rules.length} rules ${which} is the best bargain: as few die before their turn as under any, within a tenth (${grouped(died)}), for the fewest exchanges (${grouped(replaced)}).`;
}

function bars({ best, plan }: ToldReplacement): Html {
  const busy = plan.quarters
    .map((quarter, index) => ({ quarter, unplanned: deathsIn(best, index) }))
    .filter(({ quarter, unplanned }) => quarter.replaced + quarter.died + unplanned > 0);
  const most = Math.max(
    1,
    ...busy.map(({ quarter, unplanned }) => Math.max(quarter.replaced, quarter.died, unplanned)),
  );
  return figure(['Fobs by quarter', '四半期ごとの交換'], {
    key: [
      ['known', 'exchanged by what the bank knows'],
      ['dead', 'dead before their turn'],
      ['possible', 'would have died without a plan'],
    ],
    plot: barPlot(
      'Fobs exchanged and dead by quarter',
      { from: 0, to: most, format: told },
      busy.map(({ quarter, unplanned }) => ({
        name: quarter.span.label,
        bars: [
          { className: 'known', value: quarter.replaced },
          { className: 'dead', value: quarter.died },
          { className: 'possible', value: unplanned },
        ],
      })),
    ),
    says: 'The bank knows the age of a fob, the codes that it has seen, and the low-battery text when its owner tells of it. Counted are the fobs that were handed out first, with and without a plan: those that replace them are not.',
  });
}

/** Deaths of a quarter without a plan: who knows each day finds them all, in time or too late. */
export function deathsIn(best: ReplacementPlan, quarter: number): number {
  const { died = 0, replaced = 0 } = best.quarters[quarter] ?? {};
  return died + replaced;
}

function costs(replacement: ToldReplacement): Html {
  const { best, leastOdds } = replacement;
  const rows = rulesOf(replacement).map((one) => ({
    name: `odds from ${percent(one.leastOdds)} on`,
    className: one.leastOdds === leastOdds ? 'best' : '',
    costs: one.plan.costs,
  }));
  const ideal = { name: 'the day of death known', className: 'beaten', costs: best.costs };
  return html`<div class="sheet scroll">
    <table>
      <tr>
        <th>rule</th>
        <th>exchanged</th>
        <th>dead before their turn</th>
        <th>of all fobs</th>
        <th>exchanged, good for another quarter</th>
        <th>exchanged, outliving the run</th>
        <th>days left, average</th>
      </tr>
      ${[...rows, ideal].map(
        ({ className, costs: of, name }) =>
          html`<tr class="${className}">
            <td>${name}</td>
            <td>${grouped(of.replaced)}</td>
            <td>${grouped(of.died)}</td>
            <td>${percent(of.diedShare)}</td>
            <td>${grouped(of.wasted)}</td>
            <td>${grouped(of.outliving)}</td>
            <td>${of.outliving === 0 ? '' : '≥ '}${told(of.daysLeft)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

function quarters({ best, plan }: ToldReplacement): Html {
  return html`<details class="sheet more">
    <summary>Quarter by quarter</summary>
    <table>
      <tr>
        <th>quarter</th>
        <th>exchanged</th>
        <th>dead before their turn</th>
        <th>dead without a plan</th>
      </tr>
      ${plan.quarters.map(
        ({ died, replaced, span }, index) =>
          html`<tr>
            <td>${span.label}</td>
            <td>${grouped(replaced)}</td>
            <td>${grouped(died)}</td>
            <td>${grouped(deathsIn(best, index))}</td>
          </tr>`,
      )}
    </table>
  </details>`;
}
