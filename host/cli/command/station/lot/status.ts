import type { Cli, Define } from '../../../program/cli.ts';
import { lotText, lotToJson } from '../../../station/lot/tell-lot.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';

const HELP = `
Planned is always done + scrapped + quarantined + unused + working.

Examples:
  $ fob station lot status bank-2026-11
  $ fob station lot status bank-2026-11 --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<lot>', 'its name or id'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: StationOptions) => {
      await status(cli, name, options);
    });
};

async function status(cli: Cli, name: string, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const lot = await registry.lots.find(name);
    const counts = await registry.lots.counts(lot.id);
    const stations = (await registry.stations.list()).filter((station) => station.lot === lot.id);
    const names = stations.map((station) => station.name);
    if (json) cli.out.json({ ...lotToJson(lot, counts), stations: names });
    else {
      cli.out.print(lotText(lot, counts, words));
      if (names.length > 0) cli.out.print(`${words.commands.names.station}: ${names.join(', ')}`);
    }
  });
}
