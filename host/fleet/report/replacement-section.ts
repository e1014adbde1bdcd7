import { html } from 'hono/html';
import { type Html, NOTHING } from '../plot/axes.ts';
import { barPlot } from '../plot/bar-plot.ts';
import { NARROW, WIDE } from '../plot/box.ts';
import type { QuarterPlan, ReplacementPlan } from '../replace/plan.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { figure, type Tile, tiles, wideTable } from './figure.ts';
import { replacementAnswer } from './replacement-answer.ts';
import { deathsUnplanned, RULE_HEAD, ruleRows, type ToldReplacement } from './replacement-rules.ts';
import { allFobs, isSample } from './whole-fleet.ts';
import { counted, grouped, percent, told } from './words.ts';

/** The replacement plan: quarter by quarter, how it is handed on, and what each rule costs. */
export function replacementSection(replacement: ToldReplacement, facts: FleetFacts): Html {
  const [first = '', ...reasons] = replacementAnswer(replacement).split(/(?<=\.) /);
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

function planTiles(replacement: ToldReplacement): Html {
  const { leastOdds, plan } = replacement;
  const { daysLeft, died, outliving, replaced } = plan.costs;
  const dead = deathsUnplanned(replacement);
  const all: readonly Tile[] = [
    [
      grouped(dead - died),
      `saved of ${counted(dead, 'fob')} that ${dead === 1 ? 'dies' : 'die'} without a plan`,
    ],
    [grouped(replaced), replaced === 1 ? 'fob is exchanged' : 'fobs are exchanged'],
    [grouped(died), died === 1 ? 'dies before its turn' : 'die before their turn'],
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

function handOnText(facts: FleetFacts): Html {
  const sample = isSample(facts)
    ? html` This page is of a sample: the list of ${allFobs(facts)} comes without
        <code>--fobs</code>.`
    : NOTHING;
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
        ? 'None is exchanged'
        : `Most exchanges fall in ${span.label}: ${grouped(replaced)}`,
    topic: ['Fobs by quarter', '四半期ごとの交換'],
    key: [
      ['known', 'exchanged by what the bank knows'],
      ['dead', 'dead before their turn'],
      ['possible', 'would die without a plan'],
    ],
    plot: html`${plotOf(WIDE)}${plotOf(NARROW)}`,
    says: 'The bank knows the age of a fob, the codes that it has seen, and the low-battery text if its owner tells of it. Counted are the fobs that were handed out first, with and without a plan: those that replace them are not.',
  });
}

/** Deaths of a quarter without a plan: who knows each day finds them all, in time or too late. */
export function deathsIn(best: ReplacementPlan, quarter: number): number {
  const { died = 0, replaced = 0 } = best.quarters[quarter] ?? {};
  return died + replaced;
}

function costsTable(replacement: ToldReplacement): Html {
  const rows = ruleRows(replacement);
  return wideTable(
    'What the plan costs from other odds on',
    html`<tr>
        ${RULE_HEAD.map((head) => html`<th>${head}</th>`)}
      </tr>
      ${rows.map(
        ({ cells, isBest, isIdeal }) =>
          html`<tr class="${isBest ? 'best' : isIdeal ? 'beaten' : ''}">
            ${cells.map((cell) => html`<td>${cell}</td>`)}
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
