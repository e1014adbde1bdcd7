import { html } from 'hono/html';
import type { Html } from '../plot/axes.ts';
import { barPlot } from '../plot/bar-plot.ts';
import type { ReplacementPlan } from '../replace/plan.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { figure } from './sections.ts';
import { grouped, percent, told } from './words.ts';

/** Replacement by what the bank knows, and what nobody can do better than. */
export interface ToldReplacement {
  /** The odds from which on a fob is replaced, 0 to 1. */
  readonly leastOdds: number;
  readonly plan: ReplacementPlan;
  readonly best: ReplacementPlan;
  /** The same rule with other odds, to choose from. */
  readonly others?: readonly { readonly leastOdds: number; readonly plan: ReplacementPlan }[];
}

/** The replacement plan: quarter by quarter, and what each rule costs. */
export function replacementSection(replacement: ToldReplacement, facts: FleetFacts): Html {
  return html`<h2>Replacement plan <span lang="ja">交換計画</span></h2>
    <p>${replacementAnswer(replacement, facts)}</p>
    <div class="plots">${bars(replacement)} ${costs(replacement)}</div>
    ${quarters(replacement)}`;
}

/** What the plan comes to, in a sentence or two. */
export function replacementAnswer(
  { best, leastOdds, plan }: ToldReplacement,
  { fobs }: FleetFacts,
): string {
  const { died, diedShare, replaced, daysLeft } = plan.costs;
  return [
    `Replaced at the start of each quarter when its odds of ending in it are ${percent(leastOdds)} or more,`,
    `${grouped(replaced)} of ${grouped(fobs)} fobs are exchanged in time and ${grouped(died)} (${percent(diedShare)}) die before their turn.`,
    `A fob that is exchanged would have worked for ${told(daysLeft)} more days of the run on the average.`,
    `Who knew the day of every death would exchange ${grouped(best.costs.replaced)}.`,
  ].join(' ');
}

function bars({ best, plan }: ToldReplacement): Html {
  const busy = plan.quarters
    .map((quarter, index) => ({ quarter, ideal: best.quarters[index]?.replaced ?? 0 }))
    .filter(({ ideal, quarter }) => quarter.replaced + quarter.died + ideal > 0);
  const most = Math.max(
    1,
    ...busy.map(({ ideal, quarter }) => Math.max(quarter.replaced, quarter.died, ideal)),
  );
  return figure(['Fobs by quarter', '四半期ごとの交換'], {
    key: [
      ['known', 'exchanged by what the bank knows'],
      ['dead', 'died before their turn'],
      ['possible', 'would have died: what nobody can do better than'],
    ],
    plot: barPlot(
      'Fobs exchanged and dead by quarter',
      { from: 0, to: most, format: told },
      busy.map(({ ideal, quarter }) => ({
        name: quarter.span.label,
        bars: [
          { className: 'known', value: quarter.replaced },
          { className: 'dead', value: quarter.died },
          { className: 'possible', value: ideal },
        ],
      })),
    ),
    says: 'The bank knows the age of a fob, the codes that it has seen, and the low-battery text when its owner tells of it.',
  });
}

function costs({ best, leastOdds, others = [], plan }: ToldReplacement): Html {
  const rows = [...others.filter((other) => other.leastOdds !== leastOdds), { leastOdds, plan }]
    .toSorted((a, b) => a.leastOdds - b.leastOdds)
    .map((one) => ({
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
        <th>of all</th>
        <th>exchanged, good for another quarter</th>
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
            <td>${told(of.daysLeft)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

function quarters({ plan }: ToldReplacement): Html {
  return html`<details class="sheet more">
    <summary>Quarter by quarter</summary>
    <table>
      <tr>
        <th>quarter</th>
        <th>exchanged</th>
        <th>dead before their turn</th>
        <th>share of the quarter’s ends</th>
      </tr>
      ${plan.quarters.map(({ died, replaced, span }) => {
        const all = died + replaced;
        return html`<tr>
          <td>${span.label}</td>
          <td>${grouped(replaced)}</td>
          <td>${grouped(died)}</td>
          <td>${all === 0 ? '' : percent(died / all)}</td>
        </tr>`;
      })}
    </table>
  </details>`;
}
