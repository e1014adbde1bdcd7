import {
  bestPlan,
  fleetReportHtml,
  type FleetResult,
  plansByKnowledge,
  replacementAnswer,
  replacementCsv,
  type ToldReplacement,
  USUAL_PRICES,
} from '@fobkit/fleet';
import { decimal, parsePercent, wholeNumber } from '../../argument/number.ts';
import { knownOutlook, type KnownOutlook } from '../../fleet/end-odds.ts';
import { addFleetOptions, type FleetOptions } from '../../fleet/fleet-options.ts';
import {
  checkOutputs,
  type OutputFile,
  outputFile,
  outputPath,
  writeOutputs,
} from '../../fleet/outputs.ts';
import { prepareFleet } from '../../fleet/prepare-fleet.ts';
import { quarterTable } from '../../fleet/quarter-table.ts';
import { resultsOf } from '../../fleet/results-of.ts';
import { savedResult } from '../../fleet/saved-result.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const HELP = `
Plans which fobs to replace when. At the start of each quarter every fob is
exchanged whose odds of ending in it are --odds or more, by what a bank knows of
it: its age, the codes that it has shown, a low battery that its owner told of.
Beside it stands what nobody can do better than: each death known beforehand.
The best bargain among several odds weighs --death-cost against the days that an
exchange wastes, each 1 in --life-days of a fob's price.
The CSV has serial label, quarter and reason, to be handed on.

It runs the fleet, or takes by --from what fob fleet run has saved: then options
of a run have no effect and are refused. It ends as fob fleet run does.

Examples:
  $ fob fleet replace example:manual-1020 --fobs 2000 --html plan.html
  $ fob fleet replace --from result.json --odds 50% --csv plan.csv`;

interface ReplaceOptions extends FleetOptions {
  readonly from?: string;
  readonly odds: number;
  readonly lifeDays: number;
  readonly deathCost: number;
  readonly html?: string;
  readonly csv?: string;
}

const OTHER_ODDS = [0.02, 0.05, 0.1, 0.2, 0.5];

export const define: Define = (command, cli) => {
  addFleetOptions(command)
    .argument('[fleet]', 'a fleet file, or example:NAME')
    .option('--from <file>', 'a result of fob fleet run --save, in place of a run')
    .option(
      '--odds <percent>',
      'exchange a fob whose odds of ending are so high or higher',
      parsePercent,
      20,
    )
    .option(
      '--life-days <n>',
      'days that the maker says a fob lives',
      wholeNumber(1, 36_600),
      USUAL_PRICES.lifeDays,
    )
    .option(
      '--death-cost <fobs>',
      'what a death in its owner’s hands costs, in prices of a fob',
      decimal(0, 1_000_000),
      USUAL_PRICES.deathFobs,
    )
    .option('--html <file>', 'write a report as one page', outputPath)
    .option('--csv <file>', 'write a line for each fob that is exchanged', outputPath)
    .addHelpText('after', HELP)
    .action((word: string | undefined, options: ReplaceOptions) => replace(cli, word, options));
};

interface Outcome {
  readonly result: FleetResult;
  readonly replacement: ToldReplacement;
  readonly outlook: KnownOutlook;
}

async function replace(cli: Cli, word: string | undefined, options: ReplaceOptions): Promise<void> {
  const { html, csv, json } = options;
  const outputs = [
    ...outputFile<Outcome>(csv, ({ result, replacement: { plan }, outlook }) =>
      replacementCsv(result, plan, outlook.reason),
    ),
    ...outputFile<Outcome>(html, ({ result, replacement }) =>
      fleetReportHtml(result, { replacement }),
    ),
  ];
  const result = await resultFor(cli, { word, outputs }, options);
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
    prices: { lifeDays: options.lifeDays, deathFobs: options.deathCost },
  };
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
    const quarters = quarterTable(cli.out.paint, replacement);
    cli.out.print(quarters === '' ? answer : `${answer}\n\n${quarters}`);
  }
  await writeOutputs(cli, outputs, { result, replacement, outlook });
}

async function resultFor(
  cli: Cli,
  given: { readonly word: string | undefined; readonly outputs: readonly OutputFile<Outcome>[] },
  options: ReplaceOptions,
): Promise<FleetResult> {
  const { word, outputs } = given;
  const input = word ?? options.from;
  if (input === undefined) throw usage('name a fleet, or a result by --from');
  if (word === undefined) {
    refuseRunOptions(options);
    await checkOutputs(input, outputs);
    return await savedResult(input);
  }
  if (options.from !== undefined) throw usage('name a fleet, or a result by --from, not both');
  const fleet = await prepareFleet(cli, word, options);
  await checkOutputs(word, outputs);
  const [result] = await resultsOf(cli, fleet, [fleet.plan.policy], options);
  if (result === undefined) throw new RangeError('a run without a result');
  return result;
}

/** A result is of a run that is over: what shapes a run would be without effect. */
function refuseRunOptions(options: ReplaceOptions): void {
  const shaping = ['fobs', 'days', 'seed', 'codes', 'workers', 'queue'] as const;
  const given = shaping.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  const words = given.map((name) => (options[name] === false ? `--no-${name}` : `--${name}`));
  throw usage(`${words.join(', ')}: of a run; the result of --from is of one that is over`);
}
