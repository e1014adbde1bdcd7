import { html } from 'hono/html';
import type { ComparedPolicy, Comparison } from '../compare/compare.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import { frontierPlot } from '../plot/frontier-plot.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { figure } from './sections.ts';
import { grouped, oneIn, percent, told } from './words.ts';

/** The policies of a comparison: the frontier drawn, and a table of all. */
export function comparisonSection(comparison: Comparison, { guesser }: FleetFacts): Html {
  const best = comparison.filter(({ beatenBy }) => beatenBy.length === 0);
  return html`<h2>Policies compared <span lang="ja">方針の比較</span></h2>
    <div class="stack">
      ${guesser === undefined || best.length === 0 ? NOTHING : frontier(comparison)}
      ${table(comparison, guesser !== undefined)}
    </div>`;
}

function frontier(comparison: Comparison): Html {
  const odds = comparison.map((one) => one.odds).filter((value) => value > 0);
  const calls = comparison.map((one) => one.calls);
  const [low, high] = [Math.min(...odds), Math.max(...odds)];
  const [few, many] = [Math.min(...calls), Math.max(...calls)];
  // Otherwise one bad policy would press all good ones into a corner.
  const logarithmic = few > 0 && many > few * 20;
  return figure(['Calls against odds', '問い合わせと推測の兼ね合い'], {
    plot: frontierPlot(
      'Policies by calls to the help desk and by the odds of a guesser',
      {
        x: { from: few * 0.98, to: many * 1.02, format: told, logarithmic },
        y: { from: low / 1.5, to: high * 1.5, format: oneIn, logarithmic: true },
      },
      comparison.map((one, index) => ({
        number: String(index + 1),
        name: one.name,
        x: one.calls,
        y: Math.max(one.odds, low / 1.5),
        onFrontier: one.beatenBy.length === 0,
      })),
    ),
    says: 'To the right: calls a year for a thousand fobs. Upward: odds that a day of guessing at one fob succeeds. Both are better when they are less. No other policy is better than those on the line in one by more than chance without being worse in the other. The same fobs live under every policy: chance is what is left when the calls that two have in common on a day are taken away.',
  });
}

function table(comparison: Comparison, guessed: boolean): Html {
  return html`<div class="sheet scroll">
    <table>
      <tr>
        <th>no.</th>
        <th class="left">policy</th>
        <th>calls a year, per 1,000</th>
        ${guessed ? html`<th>odds of a guesser</th>` : NOTHING}
        <th>right codes rejected</th>
        <th>locks</th>
      </tr>
      ${comparison.map((policy, index) => row(policy, index, guessed))}
    </table>
  </div>`;
}

function row(
  { beatenBy, calls, figures, name, odds }: ComparedPolicy,
  index: number,
  guessed: boolean,
): Html {
  return html`<tr class="${beatenBy.length === 0 ? 'best' : 'beaten'}">
    <td>${index + 1}</td>
    <td class="left">${name}</td>
    <td>${told(calls)}</td>
    ${guessed ? html`<td>${oneIn(odds)}</td>` : NOTHING}
    <td>${percent(figures.rejectedShare)}</td>
    <td>${grouped(figures.locked)}</td>
  </tr>`;
}
