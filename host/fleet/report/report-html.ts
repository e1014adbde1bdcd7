import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { html, raw } from 'hono/html';
import type { Comparison } from '../compare/compare.ts';
import { MONTH_DAYS, yearsOf } from '../figures/calendar.ts';
import { deathCurve, figuresOf } from '../figures/fleet-figures.ts';
import type { Html } from '../plot/axes.ts';
import { NOTHING } from '../plot/axes.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { answer } from './answer.ts';
import { comparisonAnswer } from './comparison-answer.ts';
import { comparisonSection } from './comparison-section.ts';
import { factsList } from './facts-list.ts';
import { replacementSection, type ToldReplacement } from './replacement-section.ts';
import { plotsOf } from './sections.ts';
import { grouped, oneIn, percent, told } from './words.ts';

/** What a report has beside the run itself. */
export interface ReportParts {
  readonly comparison?: Comparison;
  readonly replacement?: ToldReplacement;
}

/** A run of a fleet as one HTML page that reads nothing else; the same result is the same page. */
export async function fleetReportHtml(
  result: FleetResult,
  { comparison, replacement }: ReportParts = {},
): Promise<string> {
  const { title } = result.facts;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${raw(styles())}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${answers(result, comparison)} ${tiles(result)}
          ${comparison === undefined ? NOTHING : comparisonSection(comparison, result.facts)}
          ${replacement === undefined ? NOTHING : replacementSection(replacement, result.facts)}
          <h2>What happens <span lang="ja">経過</span></h2>
          ${plotsOf(result)}
          <h2>Year by year <span lang="ja">年ごと</span></h2>
          ${yearsTable(result)}
          <h2>What was simulated <span lang="ja">前提</span></h2>
          ${factsList(result)}
        </main>
      </body>
    </html>`;
  return `${String(await page)}\n`;
}

/** Who compares asks which policy to take; what the first of them comes to is told after it. */
function answers(result: FleetResult, comparison: Comparison | undefined): Html {
  if (comparison === undefined) return html`<p class="answer">${answer(result)}</p>`;
  const [choice = '', ...reasons] = comparisonAnswer(comparison, result.facts).split(/(?<=\.) /);
  const [first] = comparison;
  return html`<p class="answer">${choice}</p>
    <p>${reasons.join(' ')}</p>
    <p>${first === undefined ? '' : `${first.name}: `}${answer(result)}</p>`;
}

function tiles(result: FleetResult): Html {
  const figures = figuresOf(result);
  const dead = deathCurve(result.tally).at(-1) ?? 0;
  const all: readonly (readonly [string, string])[] = [
    [told(figures.callsPerMonth), 'calls to the help desk a month'],
    [percent(figures.rejectedShare), 'of right codes are rejected'],
    [grouped(figures.locked), 'locks in all'],
    [percent(dead), 'of the fobs that were handed out first die'],
    [grouped(figures.replaced), 'fobs are sent as replacements'],
    ...(figures.givenUp === 0
      ? []
      : ([
          [
            percent(figures.givenUp / result.facts.fobs),
            'of the fobs that were handed out first are given up by the help desk, though they work',
          ],
        ] as const)),
    ...(figures.attackOdds === undefined
      ? []
      : ([[oneIn(figures.attackOdds), 'days of guessing at one fob succeeds']] as const)),
  ];
  return html`<div class="tiles">
    ${all.map(([value, name]) => html`<div class="tile"><b>${value}</b><span>${name}</span></div>`)}
  </div>`;
}

function yearsTable(result: FleetResult): Html {
  const { madeOn, days, guesser } = result.facts;
  const guessed = guesser !== undefined;
  const curve = deathCurve(result.tally);
  return html`<div class="sheet scroll">
    <table>
      <tr>
        <th>year</th>
        <th>in use</th>
        <th>calls a month</th>
        <th>not accepted</th>
        <th>locked</th>
        <th>dead</th>
        <th>right codes rejected</th>
        <th>locks</th>
        <th>dead so far</th>
        <th>replaced</th>
        <th>given up, working</th>
        ${guessed ? html`<th>odds of a guesser</th>` : NOTHING}
      </tr>
      ${yearsOf(madeOn, days).map((span) => {
        const figures = figuresOf(result, span);
        const part = span.to - span.from < 12 * MONTH_DAYS - 1 ? ' (a part)' : '';
        return html`<tr>
          <td>${span.label}${part}</td>
          <td>${grouped(figures.inUse)}</td>
          <td>${told(figures.callsPerMonth)}</td>
          <td>${told(figures.callsRejected)}</td>
          <td>${told(figures.callsLocked)}</td>
          <td>${told(figures.callsDead)}</td>
          <td>${percent(figures.rejectedShare)}</td>
          <td>${grouped(figures.locked)}</td>
          <td>${percent(curve[span.to - 1] ?? 0)}</td>
          <td>${grouped(figures.replaced)}</td>
          <td>${grouped(figures.givenUp)}</td>
          ${guessed ? html`<td>${oneIn(figures.attackOdds)}</td>` : NOTHING}
        </tr>`;
      })}
    </table>
  </div>`;
}

/** Beside this module in the sources; in a package, beside `dist`. */
function styles(): string {
  const paths = ['./page/', '../../report/page/'].map((folder) =>
    fileURLToPath(new URL(`${folder}report.css`, import.meta.url)),
  );
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no report.css in ${paths.join(' or ')}`);
  return readFileSync(found, 'utf8');
}
