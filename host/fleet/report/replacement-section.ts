import { html } from 'hono/html';
import { type Html, NOTHING } from '../plot/axes.ts';
import { barPlot } from '../plot/bar-plot.ts';
import { NARROW, WIDE } from '../plot/box.ts';
import { planCost, USUAL_PRICES } from '../replace/better-rule.ts';
import type { QuarterPlan, ReplacementPlan } from '../replace/plan.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { figure, type Tile, tiles, wideTable } from './figure.ts';
import { replacementAnswer, rulesOf, type ToldReplacement } from './replacement-answer.ts';
import { grouped, percent, told } from './words.ts';

/** The replacement plan: quarter by quarter, how it is handed on, and what each rule costs. */
export function replacementSection(replacement: ToldReplacement, facts: FleetFacts): Html {
  const [first = '', ...reasons] = replacementAnswer(replacement, facts).split(/(?<=\.) /);
  const { costs } = replacement.best;
  const head = html`<p class="answer">${first}</p>
    <p>${reasons.join(' ')}</p>`;
  if (costs.died + costs.replaced + replacement.plan.costs.replaced === 0) return head;
  return html`${head} ${planTiles(replacement)}
    <h2>When to exchange how many <span lang="ja">交換計画</span></h2>
    <div class="stack">${bars(replacement)}</div>
    <h2>How to hand it on <span lang="ja">引き渡し</span></h2>
    <p>${handOnText(facts)}</p>
    ${quarters(replacement)}
    <h2>The same plan from other odds on <span lang="ja">他の基準</span></h2>
    ${costsTable(replacement)}`;
}

function planTiles({ best, leastOdds, plan }: ToldReplacement): Html {
  const { daysLeft, died, outliving, replaced } = plan.costs;
  const dead = best.costs.died + best.costs.replaced;
  const all: readonly Tile[] = [
    [grouped(replaced), replaced === 1 ? 'fob is exchanged in time' : 'fobs are exchanged in time'],
    [grouped(died), died === 1 ? 'dies before its turn' : 'die before their turn'],
    [grouped(dead), dead === 1 ? 'dies without a plan' : 'die without a plan'],
    [
      grouped(busiest(plan).replaced),
      `exchanges in the busiest quarter, ${busiest(plan).span.label}`,
    ],
    [
      `${outliving === 0 ? '' : '≥ '}${told(daysLeft)} days`,
      'an exchanged fob would have worked still, on the average',
    ],
    [percent(leastOdds), 'odds of ending within the quarter: from these on a fob is exchanged'],
  ];
  return tiles(replaced === 0 ? all.slice(0, 3) : all);
}

function busiest({ quarters: all }: ReplacementPlan): QuarterPlan {
  return all.reduce((found, one) => (one.replaced > found.replaced ? one : found));
}

function handOnText({ fobs, ofFobs = fobs }: FleetFacts): Html {
  const sample =
    ofFobs <= fobs
      ? NOTHING
      : html` This page is of a sample: the list of all ${grouped(ofFobs)} fobs comes without
          <code>--fobs</code>.`;
  return html`Whoever posts the fobs gets a list of serial labels with the quarter of each and why
    it is due: <code>fob fleet replace … --csv plan.csv</code> writes it.${sample}`;
}

function bars({ best, plan }: ToldReplacement): Html {
  const all = plan.quarters.map((quarter, index) => ({
    quarter,
    unplanned: deathsIn(best, index),
  }));
  const isBusy = ({ quarter, unplanned }: (typeof all)[number]): boolean =>
    quarter.replaced + quarter.died + unplanned > 0;
  const shown = all.slice(all.findIndex(isBusy), all.findLastIndex(isBusy) + 1);
  const most = Math.max(
    1,
    ...shown.map(({ quarter, unplanned }) => Math.max(quarter.replaced, quarter.died, unplanned)),
  );
  const { replaced, span } = busiest(plan);
  const plotOf = (layout: typeof WIDE): Html =>
    barPlot(
      'Fobs exchanged and dead by quarter',
      { from: 0, to: most, format: told, unit: 'fobs in a quarter', whole: true },
      shown.map(({ quarter, unplanned }) => ({
        name: quarter.span.label,
        bars: [
          { className: 'known', value: quarter.replaced },
          { className: 'dead', value: quarter.died },
          { className: 'possible', value: unplanned },
        ],
      })),
      layout,
    );
  return figure({
    id: 'plan',
    finding:
      replaced === 0
        ? 'None is exchanged in time'
        : `Most exchanges fall in ${span.label}: ${grouped(replaced)}`,
    topic: ['Fobs by quarter', '四半期ごとの交換'],
    key: [
      ['known', 'exchanged by what the bank knows'],
      ['dead', 'dead before their turn'],
      ['possible', 'would die without a plan'],
    ],
    plot: html`${plotOf(WIDE)}${plotOf(NARROW)}`,
    says: 'The bank knows the age of a fob, the codes that it has seen, and the low-battery text when its owner tells of it. Counted are the fobs that were handed out first, with and without a plan: those that replace them are not.',
  });
}

/** Deaths of a quarter without a plan: who knows each day finds them all, in time or too late. */
export function deathsIn(best: ReplacementPlan, quarter: number): number {
  const { died = 0, replaced = 0 } = best.quarters[quarter] ?? {};
  return died + replaced;
}

function costsTable(replacement: ToldReplacement): Html {
  const { best, leastOdds, prices = USUAL_PRICES } = replacement;
  const rows = rulesOf(replacement).map((one) => ({
    name: `odds from ${percent(one.leastOdds)} on`,
    className: one.leastOdds === leastOdds ? 'best' : '',
    costs: one.plan.costs,
  }));
  const ideal = { name: 'every day of death known', className: 'beaten', costs: best.costs };
  return wideTable(
    'What the plan costs from other odds on',
    html`<tr>
        <th>exchanged are fobs with</th>
        <th>exchanged</th>
        <th>dead before their turn</th>
        <th>exchanged, good for another quarter</th>
        <th>exchanged, outliving the run</th>
        <th>days of life left, average</th>
        <th>deaths and wasted days, in fobs</th>
      </tr>
      ${[...rows, ideal].map(
        ({ className, costs: of, name }) =>
          html`<tr class="${className}">
            <td>${name}</td>
            <td>${grouped(of.replaced)}</td>
            <td>${grouped(of.died)}</td>
            <td>${grouped(of.wasted)}</td>
            <td>${grouped(of.outliving)}</td>
            <td>${of.outliving === 0 ? '' : '≥ '}${told(of.daysLeft)}</td>
            <td>${of.outliving === 0 ? '' : '≥ '}${grouped(planCost(of, prices))}</td>
          </tr>`,
      )}`,
  );
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
