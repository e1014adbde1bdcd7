import {
  cheapestOf,
  bestPlan,
  betterRule,
  fleetReportHtml,
  type FleetResult,
  heardOf,
  isSample,
  planCost,
  plansByKnowledge,
  replacementAnswer,
  replacementCsv,
  rulesOf,
  sampleText,
  type ToldReplacement,
  USUAL_PRICES,
  USUAL_REPORTS,
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
import { ruleTable } from '../../fleet/rule-table.ts';
import { savedResult } from '../../fleet/saved-result.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const HELP = `
Plans which fobs to exchange when. At the start of each quarter every fob is
exchanged whose odds of ending in it are --odds or more, by what a bank knows of
it: its age, the codes that it has shown, a low battery that its owner told of.
Without --odds it takes those of 2, 5, 10, 20 and 50 % that cost the least: a
death counts --death-cost fobs, each --life-days of work thrown away one fob.
Beside it stands what nobody can do better than: each death known beforehand.
The CSV has serial label, quarter and reason, to be handed on.

It runs the fleet, or takes by --from what fob fleet run has saved: then options
of a run have no effect and are refused. It ends as fob fleet run does.

Examples:
  $ fob fleet replace example:manual-1020 --fobs 2000 --html plan.html
  $ fob fleet replace --from result.json --odds 20% --csv plan.csv`;

interface ReplaceOptions extends FleetOptions {
  readonly from?: string;
  readonly odds?: number;
  readonly reports: number;
  readonly lifeDays: number;
  readonly deathCost: number;
  readonly html?: string;
  readonly csv?: string;
}

const ODDS = [0.02, 0.05, 0.1, 0.2, 0.5];

export const define: Define = (command, cli) => {
  addFleetOptions(command)
    .argument('[fleet]', 'a fleet file, or example:NAME')
    .option('--from <file>', 'a result of fob fleet run --save, in place of a run')
    .option(
      '--odds <percent>',
      'exchange a fob whose odds of ending are so high or higher; the cheapest if absent',
      parsePercent,
    )
    .option(
      '--reports <percent>',
      'owners who tell of a low battery',
      parsePercent,
      USUAL_REPORTS * 100,
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
  const reports = options.reports / 100;
  const result = heardOf(await resultFor(cli, { word, outputs }, options), reports);
  const outlook = knownOutlook(result, options.lifeDays);
  const replacement = replacementOf(result, outlook, options);
  if (json === true) cli.out.json(jsonOf(replacement));
  else {
    const quarters = quarterTable(cli.out.paint, replacement);
    const tables = quarters === '' ? [] : [ruleTable(cli.out.paint, replacement), quarters];
    const answer = `${replacementAnswer(replacement)} ${sampleText(result.facts)}`.trimEnd();
    cli.out.print([answer, ...tables].join('\n\n'));
  }
  await writeOutputs(cli, outputs, { result, replacement, outlook });
  if (csv !== undefined && isSample(result.facts)) {
    cli.out.note(`${csv} lists fobs of the sample only; a run without --fobs lists all`);
  }
}

function replacementOf(
  result: FleetResult,
  { odds: endOdds }: KnownOutlook,
  { deathCost, lifeDays, odds, reports }: ReplaceOptions,
): ToldReplacement {
  const prices = { lifeDays, deathFobs: deathCost };
  const asked = odds === undefined ? ODDS : [odds / 100, ...ODDS];
  const others = plansByKnowledge(result, endOdds, asked).map((plan, index) => ({
    leastOdds: asked[index] ?? 0,
    plan,
  }));
  const own = odds === undefined ? betterRule(others, prices) : others[0];
  if (own === undefined) throw new RangeError('no plan');
  return { ...own, best: bestPlan(result), others, prices, reports: reports / 100 };
}

/** The line of `--json`: docs/fleet/json.md. */
function jsonOf(replacement: ToldReplacement): object {
  const { best, leastOdds, plan, prices, reports } = replacement;
  return {
    format: 'fobkit replacement plan',
    version: 1,
    leastOdds,
    quarters: plan.quarters,
    costs: plan.costs,
    best: best.costs,
    rules: rulesOf(replacement).map((rule) => ({
      leastOdds: rule.leastOdds,
      costs: rule.plan.costs,
      cost: planCost(rule.plan.costs, prices),
    })),
    cheapest: cheapestOf(replacement).leastOdds,
    prices,
    reports,
  };
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
