import { html } from 'hono/html';
import {
  asksForSecond,
  bargainOf,
  type ComparedPolicy,
  type Comparison,
} from '../compare/compare.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import type { Layout } from '../plot/box.ts';
import { NARROW, WIDE } from '../plot/box.ts';
import { type FrontierAxes, frontierPlot } from '../plot/frontier-plot.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { comparisonAnswer } from './comparison-answer.ts';
import { figure, type Tile, tiles, wideTable } from './figure.ts';
import { grouped, namesText, oneIn, shareText, told } from './words.ts';

/** Which policy to take; the frontier drawn, and a table of all. */
export function comparisonSection(comparison: Comparison, facts: FleetFacts): Html {
  const [choice = '', ...reasons] = comparisonAnswer(comparison, facts).split(/(?<=\.) /);
  const guessed = facts.guesser !== undefined;
  return html`<p class="answer">${choice}</p>
    <p>${reasons.join(' ')}</p>
    ${choiceTiles(comparison, guessed)}
    <h2>Policies compared <span lang="ja">方針の比較</span></h2>
    <div class="stack">
      ${guessed ? frontier(comparison) : NOTHING} ${table(comparison, guessed)}
    </div>`;
}

/** Of the policy to take. */
function choiceTiles(comparison: Comparison, guessed: boolean): Html {
  const bargain = bargainOf(comparison);
  if (bargain === undefined) return NOTHING;
  const { calls, figures, odds } = bargain;
  const guesser: readonly Tile[] =
    guessed && odds > 0 ? [[oneIn(odds), 'days of guessing at one fob succeeds']] : [];
  const rejected = figures.rejectedShare;
  return tiles([
    [told(calls), 'calls to the help desk a year, for a thousand fobs'],
    ...guesser,
    [shareText(rejected), `${rejected < 0.01 && rejected > 0 ? '' : 'of '}right codes rejected`],
  ]);
}

function frontier(comparison: Comparison): Html {
  const odds = comparison.map((one) => one.odds).filter((value) => value > 0);
  if (odds.length === 0) return NOTHING;
  const axes = axesOf(comparison, odds);
  const points = comparison.map((one, index) => ({
    number: String(index + 1),
    name: namesText(one.name),
    x: one.calls,
    y: Math.max(one.odds, axes.y.from),
    onFrontier: one.beatenBy.length === 0,
  }));
  const plotOf = (layout: Layout): Html =>
    frontierPlot(
      'Policies by calls to the help desk and by the odds of a guesser',
      axes,
      points,
      layout,
    );
  return figure({
    id: 'frontier',
    finding: findingText(comparison),
    topic: ['Policies by calls and by odds; left and low are better', '問い合わせと推測の兼ね合い'],
    plot: html`${plotOf(WIDE)}${plotOf(NARROW)}`,
    says: 'Each number is a policy of the table. Those on the line are beaten by no other: whichever has fewer calls has worse odds, and the other way round, by more than chance. The same fobs lived the same days under every policy.',
  });
}

function findingText(comparison: Comparison): string {
  const best = comparison.flatMap(({ beatenBy }, index) => (beatenBy.length === 0 ? [index] : []));
  const [only = 0] = best;
  return best.length === 1
    ? `No policy beats number ${String(only + 1)}`
    : `${best.length} of ${comparison.length} policies are to choose from: the green line`;
}

function axesOf(comparison: Comparison, odds: readonly number[]): FrontierAxes {
  const calls = comparison.map((one) => one.calls);
  const [few, many] = [Math.min(...calls), Math.max(...calls)];
  return {
    x: {
      from: few * 0.98,
      to: many * 1.02,
      format: told,
      unit: 'calls a year for a thousand fobs',
      // Otherwise one bad policy would press all good ones into a corner.
      logarithmic: few > 0 && many > few * 20,
    },
    y: {
      from: Math.min(...odds) / 2,
      to: Math.max(...odds) * 2,
      format: oneIn,
      unit: 'odds that a day of guessing at one fob succeeds',
      logarithmic: true,
    },
  };
}

function table(comparison: Comparison, guessed: boolean): Html {
  const asked = asksForSecond(comparison);
  return wideTable(
    'Policies compared',
    html`<tr>
        <th>no.</th>
        <th class="left">policy</th>
        <th>calls a year, per 1,000 fobs</th>
        ${guessed ? html`<th>a day of guessing succeeds</th>` : NOTHING}
        <th>right codes rejected</th>
        ${asked ? html`<th>second code asked for</th>` : NOTHING}
        <th>locks in all</th>
      </tr>
      ${comparison.map((policy, index) => row(policy, index, { guessed, asked }))}`,
  );
}

function row(
  { beatenBy, calls, figures, name, odds }: ComparedPolicy,
  index: number,
  { asked, guessed }: Readonly<Record<'asked' | 'guessed', boolean>>,
): Html {
  return html`<tr class="${beatenBy.length === 0 ? 'best' : 'beaten'}">
    <td>${index + 1}</td>
    <td class="left">${namesText(name)}</td>
    <td>${told(calls)}</td>
    ${guessed ? html`<td>${oneIn(odds)}</td>` : NOTHING}
    <td>${shareText(figures.rejectedShare)}</td>
    ${asked ? html`<td>${shareText(figures.secondAskedShare)}</td>` : NOTHING}
    <td>${grouped(figures.locked)}</td>
  </tr>`;
}
