import {
  bargainOf,
  type Candidate,
  compare,
  type Comparison,
  comparisonAnswer,
  comparisonCsv,
  firstName,
  type FleetPlan,
  type FleetResult,
  fleetReportHtml,
} from '@fobkit/fleet';
import { comparisonTable } from '../../fleet/comparison-table.ts';
import { addFleetOptions, type FleetOptions } from '../../fleet/fleet-options.ts';
import { checkOutputs, outputFile, outputPath, writeOutputs } from '../../fleet/outputs.ts';
import { prepareFleet } from '../../fleet/prepare-fleet.ts';
import { resultsOf } from '../../fleet/results-of.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const HELP = `
Lets the same fleet live under each policy that the file varies (\`vary:\`), and
weighs calls to the help desk against the odds of a guesser: a policy that
another one beats in both is never the right choice; those that are left are the
frontier to choose from. The file is one of docs/fleet/files.md, with policies
under \`vary:\`, which it lists or whose fields it varies.

It ends as fob fleet run does. A fleet of twelve policies takes twelve times as
long as a run of it: take a sample by --fobs first.

Examples:
  $ fob fleet compare example:manual-1020 --fobs 2000 --html frontier.html
  $ fob fleet compare fleet.yaml --csv policies.csv`;

interface CompareOptions extends FleetOptions {
  readonly html?: string;
  readonly csv?: string;
}

export const define: Define = (command, cli) => {
  addFleetOptions(command)
    .argument('<fleet>', 'a fleet file, or example:NAME')
    .option('--html <file>', 'write a report as one page, with the frontier drawn', outputPath)
    .option('--csv <file>', 'write a line for each policy', outputPath)
    .addHelpText('after', HELP)
    .action((word: string, options: CompareOptions) => run(cli, word, options));
};

/** The comparison, and what the policy to take comes to. */
interface Outcome {
  readonly comparison: Comparison;
  readonly chosen: FleetResult;
}

async function run(cli: Cli, word: string, options: CompareOptions): Promise<void> {
  const fleet = await prepareFleet(cli, word, options, 'under each');
  const policies = policiesOf(word, fleet.plan);
  const { html, csv, json } = options;
  const outputs = [
    ...outputFile<Outcome>(csv, ({ comparison }) => comparisonCsv(comparison)),
    ...outputFile<Outcome>(html, ({ comparison, chosen }) =>
      fleetReportHtml(chosen, { comparison }),
    ),
  ];
  await checkOutputs(word, outputs);
  const results = await resultsOf(
    cli,
    fleet,
    policies.map(({ policy }) => policy),
    options,
  );
  const candidates = policies.flatMap(({ name }, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ name, result }];
  });
  const comparison = compare(candidates);
  const chosen = resultOfBargain(candidates, comparison);
  if (json === true)
    cli.out.json({ format: 'fobkit fleet comparison', version: 1, policies: comparison });
  else
    cli.out.print(
      `${comparisonAnswer(comparison, chosen.facts)}\n\n${comparisonTable(cli.out.paint, comparison)}`,
    );
  await writeOutputs(cli, outputs, { comparison, chosen });
}

/** Of policies that come to the same, which are one, the first was run as all others. */
function resultOfBargain(candidates: readonly Candidate[], comparison: Comparison): FleetResult {
  const bargain = bargainOf(comparison);
  const found = candidates.find(({ name }) => name === firstName(bargain?.name ?? ''));
  if (found === undefined) throw new RangeError('a comparison without a result');
  return found.result;
}

/** The file's own policy, and what it varies. */
function policiesOf(word: string, { policy, variants }: FleetPlan): FleetPlan['variants'] {
  if (variants.length > 0) return [{ name: 'as it is', policy }, ...variants];
  throw usage(`${word} varies nothing: say what is compared, as vary: { lockAfter: [3, 5, 10] }`);
}
