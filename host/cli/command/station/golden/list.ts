import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { headedTable, localTime } from '../../../store/tell.ts';
import { unitToJson } from '../../../station/unit/tell-unit.ts';

const HELP = `
Golden fobs are those that fob station golden add made: their seeds are opened
for nothing but the check of a station.

Examples:
  $ fob station golden list
  $ fob station golden list --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: StationOptions) => {
      await list(cli, options);
    });
};

async function list(cli: Cli, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const lots = new Map((await registry.lots.list()).map(({ id, name }) => [id, name]));
    const golden = (await registry.stations.listGolden()).map((unit) => ({
      unit,
      name: lots.get(unit.lot) ?? unit.lot,
    }));
    if (json) {
      cli.out.json(golden.map(({ unit, name }) => unitToJson(unit, name)));
      return;
    }
    const { names, none } = words.commands;
    if (golden.length === 0) {
      cli.out.print(none);
      return;
    }
    const head = [names.device, names.serial, names.lot, names.when];
    const rows = golden.map(({ unit, name }) => [
      unit.deviceId ?? '',
      unit.serialLabel,
      name,
      localTime(unit.endedUnixMs),
    ]);
    cli.out.print(headedTable(cli.out.paint, head, rows));
  });
}
