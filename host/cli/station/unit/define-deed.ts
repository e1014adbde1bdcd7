import type { Command } from 'commander';
import type { Cli, Define } from '../../program/cli.ts';
import { addStationOptions, type StationOptions, withStation } from '../open-station.ts';
import { printerAt } from '../run/run-lot.ts';
import { doDeed } from '../run/unit-deeds.ts';
import type { UnitDeed } from '../screen/screen-state.ts';
import { unitToJson } from './tell-unit.ts';
import { unitNamed } from './unit-named.ts';

interface DeedOptions extends StationOptions {
  readonly reason: string;
  readonly printer?: string;
}

/** A command that does something to a unit, with a reason. */
export function defineDeed(
  deed: UnitDeed,
  help: string,
  more: (command: Command) => Command = (command) => command,
): Define {
  return (command, cli) => {
    more(addStationOptions(command.argument('<unit>', 'its serial label or device id')))
      .requiredOption('-r, --reason <text>', 'why; it stands in the audit')
      .addHelpText('after', help)
      .action(async (name: string, options: DeedOptions) => {
        await run(cli, deed, name, options);
      });
  };
}

async function run(cli: Cli, deed: UnitDeed, name: string, options: DeedOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const { serialLabel } = await unitNamed(registry, name);
    const printer = await printerAt(options.printer);
    const unit = await doDeed(station, { deed, serialLabel, reason: options.reason, printer });
    const lot = await registry.lots.find(unit.lot);
    if (json) cli.out.json(unitToJson(unit, lot.name));
    else cli.out.print(words.commands.deeds[deed](serialLabel));
  });
}
