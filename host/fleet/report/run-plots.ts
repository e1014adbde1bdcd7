import { html } from 'hono/html';
import type { Html } from '../plot/axes.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { callsFigure, guessFigure, locksFigure, rejectedFigure } from './bank-figures.ts';
import { figure } from './figure.ts';
import { cellsFigure, clocksFigure, deathsFigure } from './fob-figures.ts';
import { FEWEST_DAYS, stretchesOf } from './stretches.ts';
import { timeText } from './words.ts';

/** The plots of one run; of one that is too short for curves their findings alone. */
export function runPlots(result: FleetResult): Html {
  const { days } = result.facts;
  const stretches = stretchesOf(result);
  const all = [
    callsFigure(result, stretches),
    rejectedFigure(result, stretches),
    deathsFigure(result),
    locksFigure(result, stretches),
    clocksFigure(result),
    cellsFigure(result),
    guessFigure(result, stretches),
  ].filter((parts) => parts !== undefined);
  if (days >= FEWEST_DAYS) return html`<div class="plots">${all.map(figure)}</div>`;
  return html`<div class="sheet">
    <p>
      A run of ${timeText(days)} is too short for curves, which are drawn from ${FEWEST_DAYS} days
      on.
    </p>
    <ul>
      ${all.map(({ finding }) => html`<li>${finding}.</li>`)}
    </ul>
  </div>`;
}
