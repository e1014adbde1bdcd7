import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { unitText, unitToJson } from '../../../station/unit/tell-unit.ts';
import { unitNamed } from '../../../station/unit/unit-named.ts';

const HELP = `
Examples:
  $ fob station unit show SKTH00000017
  $ fob station unit show 0102030405060708 --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<unit>', 'its serial label or device id'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: StationOptions) => {
      await show(cli, name, options);
    });
};

async function show(cli: Cli, name: string, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const unit = await unitNamed(registry, name);
    const lot = await registry.lots.find(unit.lot);
    if (json) cli.out.json(unitToJson(unit, lot.name));
    else cli.out.print(unitText(unit, lot.name, words));
  });
}
