import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { html, raw } from 'hono/html';
import { bargainOf, type Comparison } from '../compare/compare.ts';
import { dayText } from '../figures/calendar.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { comparisonSection } from './comparison-section.ts';
import { factsList } from './facts-list.ts';
import type { ToldReplacement } from './replacement-rules.ts';
import { replacementSection } from './replacement-section.ts';
import { runSection } from './run-section.ts';
import { counted, firstName, grouped } from './words.ts';

/** What a report has beside the run itself. */
export interface ReportParts {
  readonly comparison?: Comparison;
  readonly replacement?: ToldReplacement;
}

/**
 * A run of a fleet as one HTML page that reads nothing else; the same result is the same page.
 *
 * @param result With a comparison, of the policy to take.
 */
export async function fleetReportHtml(
  result: FleetResult,
  parts: ReportParts = {},
): Promise<string> {
  const { facts } = result;
  const { comparison, replacement } = parts;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${facts.title}</title>
        <style>
          ${raw(styles())}
        </style>
      </head>
      <body>
        <main>
          <h1>${facts.title}</h1>
          <p class="note">${scopeText(facts)}</p>
          ${replacement === undefined ? NOTHING : replacementSection(replacement, facts)}
          ${comparison === undefined ? NOTHING : comparisonSection(comparison, facts)}
          ${runPart(result, parts)}
          <h2>What was simulated <span lang="ja">前提</span></h2>
          ${factsList(result)}
        </main>
      </body>
    </html>`;
  return `${String(await page)}\n`;
}

/** Who asked for a plan or a comparison sees it before the run, which is of the chosen policy. */
function runPart(result: FleetResult, { comparison, replacement }: ReportParts): Html {
  const chosen = comparison === undefined ? undefined : bargainOf(comparison);
  if (chosen !== undefined) {
    return runSection(result, `What happens under the choice, “${firstName(chosen.name)}”`);
  }
  return replacement === undefined
    ? runSection(result)
    : runSection(result, 'What happens without the plan');
}

/** Of which fobs and days all that follows is told. */
function scopeText({ days, fobs, madeOn, ofFobs = fobs }: FleetFacts): string {
  const which =
    ofFobs > fobs
      ? `a sample of ${grouped(fobs)} of ${grouped(ofFobs)} fobs`
      : counted(fobs, 'fob');
  const time =
    days === 1 ? `on ${dayText(madeOn)}` : `${dayText(madeOn)} to ${dayText(madeOn + days - 1)}`;
  return `Simulated: ${which}, ${time}.`;
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
