import { html } from 'hono/html';
import { MONTH_DAYS, yearsOf } from '../figures/calendar.ts';
import { deathCurve, figuresOf, sumOf } from '../figures/fleet-figures.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { wideTable } from './figure.ts';
import { grouped, oneIn, shareText } from './words.ts';

/** What happens, a line a year. */
export function yearsTable(result: FleetResult): Html {
  const { days, guesser, madeOn } = result.facts;
  const guessed = guesser !== undefined;
  const curve = deathCurve(result.tally);
  const rows = yearsOf(madeOn, days).map((span) => {
    const figures = figuresOf(result, span);
    const calls = (column: 'callsDead' | 'callsLocked' | 'callsRejected'): number =>
      sumOf(result.tally, column, span);
    const [dead, locked, rejected] = [
      calls('callsDead'),
      calls('callsLocked'),
      calls('callsRejected'),
    ];
    const part = span.to - span.from < 12 * MONTH_DAYS - 1 ? ' (a part)' : '';
    return html`<tr>
      <td>${span.label}${part}</td>
      <td>${grouped(figures.inUse)}</td>
      <td>${grouped(dead + locked + rejected)}</td>
      <td>${grouped(dead)}</td>
      <td>${grouped(locked)}</td>
      <td>${grouped(rejected)}</td>
      <td>${shareText(figures.rejectedShare)}</td>
      <td>${grouped(figures.locked)}</td>
      ${guessed ? html`<td>${grouped(figures.lockedByGuessers)}</td>` : NOTHING}
      <td>${grouped((curve[span.to - 1] ?? 0) * result.facts.fobs)}</td>
      <td>${grouped(figures.replaced)}</td>
      <td>${grouped(figures.givenUp)}</td>
      ${guessed ? html`<td>${oneIn(figures.attackOdds)}</td>` : NOTHING}
    </tr>`;
  });
  return wideTable('Year by year', html`${head(guessed)}${rows}`);
}

function head(guessed: boolean): Html {
  return html`<tr>
    <th>year</th>
    <th>fobs in use</th>
    <th>calls</th>
    <th>for a dead fob</th>
    <th>for a lock</th>
    <th>for refused codes</th>
    <th>right codes rejected</th>
    <th>locks</th>
    ${guessed ? html`<th>of these by guessers</th>` : NOTHING}
    <th>dead so far</th>
    <th>replaced</th>
    <th>given up, working</th>
    ${guessed ? html`<th>a day of guessing succeeds</th>` : NOTHING}
  </tr>`;
}
