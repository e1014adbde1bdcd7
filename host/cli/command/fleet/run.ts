import {
  answer,
  figuresOf,
  type FleetResult,
  fleetReportHtml,
  MOST_SAVED,
  resultPieces,
} from '@fobkit/fleet';
import { exportFiles, type ExportOptions } from '../../fleet/export-files.ts';
import { addFleetOptions, type FleetOptions } from '../../fleet/fleet-options.ts';
import { checkOutputs, outputFile, outputPath, writeOutputs } from '../../fleet/outputs.ts';
import { prepareFleet } from '../../fleet/prepare-fleet.ts';
import { resultsOf } from '../../fleet/results-of.ts';
import { yearTable } from '../../fleet/year-table.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';

const HELP = `
Lets a fleet of fobs live for years under its bank's policy, and tells what it
comes to: calls to the help desk, right codes that are rejected, locks, dead
fobs, the odds of a guesser. The file says what the fobs, their owners and the
policy are (docs/fleet/files.md); fob fleet example prints one to begin with.

The same seed gives the same result, to the byte, however many workers share
the work, here or on other machines. A password of the queue stands in
PGPASSWORD or ~/.pgpass, where no list of processes shows it.

Nothing is written before the run is over. It ends with 0 when it is done, 2
when something is wrong with the file or a result cannot be written, 3 when the
queue is lost, 130 when it is stopped by Ctrl-C. The fields of --json are told
in docs/fleet/json.md.

Examples:
  $ fob fleet run example:manual-1020 --html report.html
  $ fob fleet run fleet.yaml --fobs 1000 --json
  $ fob fleet run fleet.yaml --csv days --queue postgres://bench@db/fobkit`;

interface RunOptions extends FleetOptions, ExportOptions {
  readonly html?: string;
  readonly save?: string;
}

export const define: Define = (command, cli) => {
  addFleetOptions(command)
    .argument('<fleet>', 'a fleet file, or example:NAME')
    .option('--html <file>', 'write a report as one page', outputPath)
    .option('--csv <folder>', 'write tables of days, spreads and fobs; made if absent', outputPath)
    .option('--parquet <folder>', 'write the same tables as Parquet', outputPath)
    .option('--save <file>', 'write the whole result, for fob fleet replace --from', outputPath)
    .addHelpText('after', HELP)
    .action((word: string, options: RunOptions) => run(cli, word, options));
};

async function run(cli: Cli, word: string, options: RunOptions): Promise<void> {
  const fleet = await prepareFleet(cli, word, options);
  const { html, save, json } = options;
  if (save !== undefined) refuseToSave(fleet.plan.spec.fobs);
  const outputs = [
    ...exportFiles(options),
    ...outputFile<FleetResult>(save, resultPieces),
    ...outputFile<FleetResult>(html, (result) => fleetReportHtml(result)),
  ];
  await checkOutputs(word, outputs);
  const [result] = await resultsOf(cli, fleet, [fleet.plan.policy], options);
  if (result === undefined) throw new RangeError('a run without a result');
  if (json === true) {
    cli.out.json({
      format: 'fobkit fleet',
      version: 1,
      facts: result.facts,
      figures: figuresOf(result),
    });
  } else {
    cli.out.print(`${answer(result)}\n\n${yearTable(cli.out.paint, result)}`);
  }
  await writeOutputs(cli, outputs, result);
}

/** What could not be read back is not begun. */
function refuseToSave(fobs: number): void {
  if (fobs <= MOST_SAVED) return;
  throw usage(
    `--save: of ${String(MOST_SAVED)} fobs at most, since fob fleet replace reads the file as one text; ` +
      'take a sample by --fobs, or leave it out: --csv and --parquet have room for all',
  );
}
