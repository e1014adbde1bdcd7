import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { headedTable, isoTime, localTime } from '../../../store/tell.ts';

const HELP = `
Examples:
  $ fob station operator list
  $ fob station operator list --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: StationOptions) => {
      await list(cli, options);
    });
};

async function list(cli: Cli, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const operators = await registry.operators.list();
    if (json) {
      cli.out.json(
        operators.map(({ name, role, createdUnixMs, createdBy, disabledUnixMs }) => ({
          name,
          role,
          created: isoTime(createdUnixMs),
          createdBy,
          disabled: isoTime(disabledUnixMs),
        })),
      );
      return;
    }
    const { names, roles, states } = words.commands;
    const rows = operators.map(({ name, role, createdUnixMs, disabledUnixMs }) => [
      name,
      roles[role],
      disabledUnixMs === undefined ? states.active : states.disabled,
      localTime(createdUnixMs),
    ]);
    const head = [names.name, names.role, names.state, names.created];
    cli.out.print(headedTable(cli.out.paint, head, rows));
  });
}
