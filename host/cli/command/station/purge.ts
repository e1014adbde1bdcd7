import { purgeSeeds } from '@fobkit/station';
import { wholeNumber } from '../../argument/number.ts';
import { confirm } from '../../input/confirm.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { refused } from '../../program/cli-error.ts';
import { addStationOptions, type StationOptions, withStation } from '../../station/open-station.ts';
import { operatorOf } from '../../station/session.ts';

const HELP = `
Deletes the seeds that are in an export which the receiver has confirmed (fob
station export ack). They cannot be exported again; that they were used is kept,
so that none is ever used twice. Backups made before have them still.

Examples:
  $ fob station purge 4
  $ fob station purge 4 --yes --json`;

interface PurgeOptions extends StationOptions {
  readonly yes?: boolean;
}

const MOST_ID = 2 ** 31;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<export>', 'its number', wholeNumber(1, MOST_ID)))
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (id: number, options: PurgeOptions) => {
      await purge(cli, id, options);
    });
};

async function purge(cli: Cli, id: number, options: PurgeOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const operator = await operatorOf(station, 'purge');
    const found = await registry.exports.find(id);
    const lot = await registry.lots.find(found.lot);
    if (found.acknowledgedUnixMs === undefined) {
      throw refused(
        'state',
        `export ${String(id)} is not confirmed: fob station export ack ${String(id)} once the receiver has all of it`,
      );
    }
    const question = words.commands.askPurge(found.tokens, lot.name);
    if (options.yes !== true && !(await confirm(cli, question))) {
      throw refused('not-confirmed', 'nothing was deleted');
    }
    const seeds = await purgeSeeds(registry, id, operator);
    if (json) cli.out.json({ export: id, lot: lot.name, seeds });
    else cli.out.print(words.commands.purged(seeds, lot.name));
  });
}
