import { backupRegistry } from '@fobkit/station';
import type { Cli, Define } from '../../program/cli.ts';
import { checkNewFile } from '../../store/new-file.ts';
import { addStationOptions, type StationOptions, withStation } from '../../station/open-station.ts';
import { operatorOf } from '../../station/session.ts';

const HELP = `
Stations may be at work meanwhile. The copy opens with the key that the registry
has now: keep the two apart, and try fob station restore now and then.

Examples:
  $ fob station backup /mnt/safe/registry-2026-11-28.backup`;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<file>', 'a new file'))
    .addHelpText('after', HELP)
    .action(async (file: string, options: StationOptions) => {
      await backup(cli, file, options);
    });
};

async function backup(cli: Cli, to: string, options: StationOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, file, words, json } = station;
    const by = await operatorOf(station, 'custody');
    await checkNewFile(to);
    await backupRegistry({ registry, address: file.registry, to, by });
    if (json) cli.out.json({ file: to, registry: registry.database.name });
    else cli.out.print(words.commands.backedUp(to));
  });
}
