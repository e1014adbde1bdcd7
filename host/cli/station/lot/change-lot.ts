import type { Cli, Define } from '../../program/cli.ts';
import { addStationOptions, type StationOptions, withStation } from '../open-station.ts';
import { operatorOf } from '../session.ts';
import { lotToJson } from './tell-lot.ts';

export type LotChange = 'pause' | 'resume' | 'close';

interface ChangeOptions extends StationOptions {
  readonly reason: string;
}

/** A command that changes the state of a lot, with a reason. */
export function defineLotChange(change: LotChange, help: string): Define {
  return (command, cli) => {
    addStationOptions(command.argument('<lot>', 'its name or id'))
      .requiredOption('-r, --reason <text>', 'why; it stands in the audit')
      .addHelpText('after', help)
      .action(async (name: string, options: ChangeOptions) => {
        await changeLot(cli, change, name, options);
      });
  };
}

async function changeLot(
  cli: Cli,
  change: LotChange,
  name: string,
  options: ChangeOptions,
): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    // Whoever works at the station may stop it; to end a lot wants more.
    const operator = await operatorOf(station, change === 'close' ? 'lot' : 'run');
    const { id } = await registry.lots.find(name);
    const lot = await registry.lots[change](id, { operator, reason: options.reason });
    if (json) cli.out.json(lotToJson(lot, await registry.lots.counts(id)));
    else cli.out.print(words.commands.lotState(lot.name, lot.state));
  });
}
