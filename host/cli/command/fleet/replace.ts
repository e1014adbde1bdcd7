import {
  bestPlan,
  fleetReportHtml,
  type FleetResult,
  plansByKnowledge,
  replacementAnswer,
  replacementCsv,
  type ToldReplacement,
} from '@fobkit/fleet';
import { parsePercent, wholeNumber } from '../../argument/number.ts';
import { knownOutlook } from '../../fleet/end-odds.ts';
import { addFleetOptions, type FleetOptions } from '../../fleet/fleet-options.ts';
import { prepareFleet } from '../../fleet/prepare-fleet.ts';
import { quarterTable } from '../../fleet/quarter-table.ts';
import { resultsOf } from '../../fleet/results-of.ts';
import { savedResult } from '../../fleet/saved-result.ts';
import { writeResult as writeFile } from '../../input/write-file.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const HELP = `
Plans which fobs to replace when. At the start of each quarter every fob is
exchanged whose odds of ending in it are --odds or more, by what a bank knows of
it: its age, the codes that it has shown, a low battery that its owner told of.
Beside it stands what nobody can do better than: each death known beforehand.

Examples:
  $ fob fleet replace example:manual-1020 --fobs 2000 --html plan.html
  $ fob fleet replace --from result.json --odds 20% --csv plan.csv`;

interface ReplaceOptions extends FleetOptions {
  readonly from?: string;
  readonly odds: number;
  readonly lifeDays: number;
  readonly html?: string;
  readonly csv?: string;
}

const OTHER_ODDS = [0.02, 0.05, 0.1, 0.2, 0.5];
const FIVE_YEARS_DAYS = 1826;

export const define: Define = (command, cli) => {
  addFleetOptions(command)
    .argument('[fleet]', 'a fleet file, or example:NAME')
    .option('--from <file>', 'a result of fob fleet run --save, in place of a run')
    .option('--odds <percent>', 'exchange from these odds on', parsePercent, 10)
    .option(
      '--life-days <n>',
      'how long the maker says that a fob lives',
      wholeNumber(1, 36_600),
      FIVE_YEARS_DAYS,
    )
    .option('--html <file>', 'a report as one page')
    .option('--csv <file>', 'serial label, quarter and reason, a line a fob')
    .addHelpText('after', HELP)
    .action((word: string | undefined, options: ReplaceOptions) => replace(cli, word, options));
};

async function replace(cli: Cli, word: string | undefined, options: ReplaceOptions): Promise<void> {
  const result = await resultFor(cli, word, options);
  const outlook = knownOutlook(result, options.lifeDays);
  const leastOdds = options.odds / 100;
  const asked = [leastOdds, ...OTHER_ODDS];
  const [plan, ...others] = plansByKnowledge(result, outlook.odds, asked);
  if (plan === undefined) throw new RangeError('no plan');
  const replacement: ToldReplacement = {
    leastOdds,
    plan,
    best: bestPlan(result),
    others: others.map((other, index) => ({ leastOdds: OTHER_ODDS[index] ?? 0, plan: other })),
  };
  const { html, csv, json } = options;
  if (csv !== undefined) await writeFile(csv, replacementCsv(result, plan, outlook.reason));
  if (html !== undefined) await writeFile(html, await fleetReportHtml(result, { replacement }));
  if (json === true) {
    const { quarters, costs } = plan;
    const best = replacement.best.costs;
    cli.out.json({
      format: 'fobkit replacement plan',
      version: 1,
      leastOdds,
      quarters,
      costs,
      best,
    });
  } else {
    const answer = replacementAnswer(replacement, result.facts);
    cli.out.print(`${answer}\n\n${quarterTable(cli.out.paint, replacement)}`);
  }
  for (const path of [csv, html]) if (path !== undefined) cli.out.note(`written: ${path}`);
}

async function resultFor(
  cli: Cli,
  word: string | undefined,
  options: ReplaceOptions,
): Promise<FleetResult> {
  if ((word === undefined) === (options.from === undefined)) {
    throw usage('name a fleet, or a result by --from');
  }
  if (options.from !== undefined) return await savedResult(options.from);
  const fleet = await prepareFleet(cli, word ?? '', options);
  const [result] = await resultsOf(cli, fleet, [fleet.plan.policy], options);
  if (result === undefined) throw new RangeError('a run without a result');
  return result;
}
