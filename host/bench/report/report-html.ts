import { html, raw } from 'hono/html';
import { tallyOf, verdictOfAll } from '../export/json.ts';
import { secondsOf } from '../export/words.ts';
import type { RunRecord, Verdict } from '../run/record.ts';
import { spanText } from './moments.ts';
import { pageParts } from './page-parts.ts';
import { jsonText, runSection } from './run-section.ts';
import type { Html } from './run-tables.ts';
import { Pictures } from './timeline-data.ts';

export interface ReportOptions {
  /** What stands in the window's title and on top; `Bench report` if absent. */
  readonly title?: string;
  /** How many runs there were to be; those that there are if absent. */
  readonly planned?: number;
}

/** So many FAILs are open at the start: what somebody came for. */
const MOST_OPEN = 3;

/** Worst first: what somebody has to look at. */
const ORDER: readonly Verdict[] = ['FAIL', 'INVALID', 'SKIPPED', 'PASS'];

/**
 * All runs as one HTML file that reads nothing else: verdicts, the timeline of each fob with battery,
 * clock error, temperature, rail and faults, what its LCD showed, proofs and transcript.
 */
export async function reportHtml(
  records: readonly RunRecord[],
  { title = 'Bench report', planned = records.length }: ReportOptions = {},
): Promise<string> {
  const pictures = new Pictures();
  const tally = tallyOf(records);
  const sorted = [...records].sort((a, b) => rank(a) - rank(b));
  const opensItself = ({ verdict }: RunRecord): boolean =>
    records.length === 1 || (verdict === 'FAIL' && tally.FAIL <= MOST_OPEN);
  const sections = sorted.map((record) => runSection(record, pictures, opensItself(record)));
  const { script, styles } = pageParts();
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
        />
        <title>${verdictOfAll(records, planned)}: ${title}</title>
        <style>
          ${raw(styles)}
        </style>
      </head>
      <body>
        <main>
          ${banner(records, { title, planned })}
          <div class="share">${ORDER.map((verdict) => share(verdict, tally[verdict]))}</div>
          <div class="filters">
            ${ORDER.map((verdict) => filterButton(verdict, tally[verdict]))}
            <input
              type="search"
              placeholder="scenario, parameter, device id, reason"
              aria-label="Search"
            />
          </div>
          ${sections}
        </main>
        <script type="application/json" id="pictures">
          ${raw(jsonText(pictures.all()))}
        </script>
        <script>
          ${raw(script)};
        </script>
      </body>
    </html>`;
  return `${String(await page)}\n`;
}

function rank({ verdict }: RunRecord): number {
  return ORDER.indexOf(verdict);
}

function banner(records: readonly RunRecord[], { planned, title }: Required<ReportOptions>): Html {
  const verdict = verdictOfAll(records, planned);
  const missing = planned - records.length;
  const rigs = [...new Set(records.map(({ rig }) => rig.name))].join(', ');
  const seconds = records.reduce((sum, record) => sum + secondsOf(record), 0);
  const [first] = records.map(({ started }) => started.utc).sort();
  const many = records.length === 1 ? '1 run' : `${String(records.length)} runs`;
  return html`<header class="banner ${verdict}">
    <div class="word">${verdict}</div>
    <div>
      <h1>${title}</h1>
      <p>
        ${many}, ${spanText(seconds * 1000)} of running,
        ${rigs}${first === undefined ? '' : `, begun ${first}`}
      </p>
      ${missing > 0 ? html`<p>Interrupted: ${missing} of ${planned} runs were never begun.</p>` : html``}
    </div>
  </header>`;
}

function share(verdict: Verdict, count: number): Html {
  return count === 0 ? html`` : html`<i class="${verdict}" style="flex:${count}"></i>`;
}

function filterButton(verdict: Verdict, count: number): Html {
  return html`<button
    type="button"
    class="${verdict}"
    data-verdict="${verdict}"
    aria-pressed="true"
  >
    <b>${count}</b> ${verdict}
  </button>`;
}
