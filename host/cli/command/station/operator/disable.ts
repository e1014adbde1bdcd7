import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';
import { isoTime } from '../../../store/tell.ts';

const HELP = `
Nobody is deleted: what they did stays theirs. The last supervisor stays.

Examples:
  $ fob station operator disable tanaka`;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<name>', 'who'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: StationOptions) => {
      await disable(cli, name, options);
    });
};

async function disable(cli: Cli, name: string, options: StationOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const by = await operatorOf(station, 'operators');
    const { disabledUnixMs } = await registry.operators.disable(name, by);
    if (json) cli.out.json({ name, disabled: isoTime(disabledUnixMs), disabledBy: by });
    else cli.out.print(words.commands.operatorDisabled(name));
  });
}
