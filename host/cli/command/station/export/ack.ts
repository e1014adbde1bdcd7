import { wholeNumber } from '../../../argument/number.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { refused } from '../../../program/cli-error.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';

const HELP = `
The receiver has read the file and has all of it. --sha256 compares what the
receiver computed of its copy, as sha256sum tells it, with the registry. After
that the seeds may be deleted here: fob station purge 4.

Examples:
  $ fob station export ack 4
  $ fob station export ack 4 --sha256 "$(sha256sum seeds.xml | cut -c 1-64)"`;

interface AckOptions extends StationOptions {
  readonly sha256?: string;
}

const MOST_ID = 2 ** 31;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<id>', 'of the export', wholeNumber(1, MOST_ID)))
    .option('--sha256 <hex>', 'what the receiver has')
    .addHelpText('after', HELP)
    .action(async (id: number, options: AckOptions) => {
      await acknowledge(cli, id, options);
    });
};

async function acknowledge(cli: Cli, id: number, options: AckOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const operator = await operatorOf(station, 'export');
    const { sha256 } = await registry.exports.find(id);
    if (options.sha256 !== undefined && options.sha256.toLowerCase() !== sha256) {
      throw refused(
        'another-file',
        `the receiver has another file than export ${String(id)}, whose SHA-256 is ${sha256}: send it again`,
      );
    }
    const made = await registry.exports.acknowledge(id, operator);
    if (json) cli.out.json(made);
    else cli.out.print(words.commands.confirmedExport(id));
  });
}
