import { answer, figuresOf, fleetReportHtml, writeResult } from '@fobkit/fleet';
import { addFleetOptions, type FleetOptions } from '../../fleet/fleet-options.ts';
import { prepareFleet } from '../../fleet/prepare-fleet.ts';
import { resultsOf } from '../../fleet/results-of.ts';
import { yearTable } from '../../fleet/year-table.ts';
import { type ExportOptions, makeExportFolders, writeExports } from '../../fleet/write-exports.ts';
import { writeResult as writeFile } from '../../input/write-file.ts';
import type { Cli, Define } from '../../program/cli.ts';

const HELP = `
Lets a fleet of fobs live for years under its bank's policy, and tells what it
comes to: calls to the help desk, right codes that are rejected, locks, dead
fobs, the odds of a guesser. The file says what the fobs, their owners and the
policy are (docs/fleet/files.md).

The same seed gives the same result, to the byte, however many workers share
the work, here or on other machines. A password of the queue stands in
PGPASSWORD or ~/.pgpass, where no list of processes shows it.

Ends with 0 when it is done, 2 when something is wrong with the file, 3 when the
queue is lost.

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
    .option('--html <file>', 'a report as one page')
    .option('--csv <folder>', 'days, spreads and fobs as CSV')
    .option('--parquet <folder>', 'the same as Parquet')
    .option('--save <file>', 'the whole result, which fob fleet replace takes')
    .addHelpText('after', HELP)
    .action((word: string, options: RunOptions) => run(cli, word, options));
};

async function run(cli: Cli, word: string, options: RunOptions): Promise<void> {
  const fleet = await prepareFleet(cli, word, options);
  await makeExportFolders(options);
  const [result] = await resultsOf(cli, fleet, [fleet.plan.policy], options);
  if (result === undefined) throw new RangeError('a run without a result');
  const { html, save, json } = options;
  const paths = [...(await writeExports(result, options))];
  if (save !== undefined) {
    await writeFile(save, writeResult(result));
    paths.push(save);
  }
  if (html !== undefined) {
    await writeFile(html, await fleetReportHtml(result));
    paths.push(html);
  }
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
  for (const path of paths) cli.out.note(`written: ${path}`);
}
