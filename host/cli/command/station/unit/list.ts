import type { UnitState } from '@fobkit/station';
import { Option } from 'commander';
import { wholeNumber } from '../../../argument/number.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { headedTable, localTime } from '../../../store/tell.ts';
import { unitToJson } from '../../../station/unit/tell-unit.ts';

const HELP = `
Examples:
  $ fob station unit list bank-2026-11 --state quarantined
  $ fob station unit list bank-2026-11 --after 1000 --limit 100 --json`;

const STATES: readonly UnitState[] = ['unused', 'working', 'done', 'scrapped', 'quarantined'];
const MOST = 1_000_000;

interface ListOptions extends StationOptions {
  readonly state?: UnitState;
  readonly after?: number;
  readonly limit: number;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<lot>', 'its name or id'))
    .addOption(new Option('--state <state>', 'only those').choices(STATES))
    .option('--after <number>', 'only those behind this number', wholeNumber(0, MOST))
    .option('--limit <n>', 'so many at most', wholeNumber(1, MOST), 1000)
    .addHelpText('after', HELP)
    .action(async (name: string, options: ListOptions) => {
      await list(cli, name, options);
    });
};

async function list(cli: Cli, name: string, options: ListOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const lot = await registry.lots.find(name);
    const { state, after, limit } = options;
    const units = await registry.units.list({
      lot: lot.id,
      limit,
      ...(state === undefined ? {} : { states: [state] }),
      ...(after === undefined ? {} : { after }),
    });
    if (json) {
      cli.out.json(units.map((unit) => unitToJson(unit, lot.name)));
      return;
    }
    const { names, states, noUnits } = words.commands;
    if (units.length === 0) {
      cli.out.print(noUnits);
      return;
    }
    const head = [names.number, names.serial, names.state, names.device, names.ended, names.reason];
    const rows = units.map((unit) => [
      String(unit.number),
      unit.serialLabel,
      states[unit.state],
      unit.deviceId ?? '',
      localTime(unit.endedUnixMs),
      words.told(unit.reason ?? ''),
    ]);
    cli.out.print(headedTable(cli.out.paint, head, rows));
  });
}
