import type { Cli, Define } from '../../../program/cli.ts';
import { lotToJson } from '../../../station/lot/tell-lot.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { headedTable, localTime } from '../../../store/tell.ts';

const HELP = `
Examples:
  $ fob station lot list
  $ fob station lot list --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: StationOptions) => {
      await list(cli, options);
    });
};

async function list(cli: Cli, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const lots = await registry.lots.list();
    const counted = await Promise.all(
      lots.map(async (lot) => ({ lot, counts: await registry.lots.counts(lot.id) })),
    );
    if (json) {
      cli.out.json(counted.map(({ lot, counts }) => lotToJson(lot, counts)));
      return;
    }
    const { names, states, noLots } = words.commands;
    if (counted.length === 0) {
      cli.out.print(noLots);
      return;
    }
    const head = [names.name, names.state, names.type, names.purpose];
    const rows = counted.map(({ lot, counts }) => [
      lot.name,
      states[lot.state],
      lot.profile,
      words.screen.purposes[lot.purpose],
      String(counts.done),
      String(counts.planned),
      localTime(lot.createdUnixMs),
    ]);
    const { done, planned } = words.screen.counts;
    cli.out.print(headedTable(cli.out.paint, [...head, done, planned, names.created], rows));
  });
}
