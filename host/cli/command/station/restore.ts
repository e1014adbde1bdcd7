import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { type RestoredRegistry, restoreRegistry } from '@fobkit/station';
import type { Cli, Define } from '../../program/cli.ts';
import { lastingAddress } from '../../store/lasting-address.ts';
import { readHeads } from '../../store/read-heads.ts';
import { addStationOptions, type StationOptions, userWords } from '../../station/open-station.ts';
import { telling } from '../../station/station-failure.ts';
import { readStationFile, replaceStationFile } from '../../station/station-file.ts';
import { vaultKeyOf } from '../../station/vault-key.ts';

const HELP = `
Into a new place alone; the backup is checked first. What was loaded after it
was made is on fobs of which it knows nothing: units that they may hold are
scrapped, so that nothing is used twice, and lots are paused. --heads tells
where the chains of the lost registry ended (fob station audit --json, a
certificate), so that fewer are scrapped. As long as the
registry that this station has can be read, nobody may be at work in it, and
heads after which it went on do not count. --use lets this station work with it
from now on.

Examples:
  $ fob station restore /mnt/safe/registry.backup --to registry.db --by sato
  $ fob station restore /mnt/safe/registry.backup --to registry.db --by sato \\
      --heads heads.json --use`;

interface RestoreOptions extends StationOptions {
  readonly to: string;
  readonly by: string;
  readonly heads?: string;
  readonly use?: boolean;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<backup>', 'what fob station backup made'))
    .requiredOption('--to <where>', 'a new file, or postgres://USER@HOST/DATABASE')
    .requiredOption('--by <name>', 'who restores it; it stands in the audit')
    .option('--heads <file>', 'the ends of the chains after which nothing was done')
    .option('--use', 'let this station work with it')
    .addHelpText('after', HELP)
    .action(async (from: string, options: RestoreOptions) => {
      await telling(cli, options.json === true, () => restore(cli, from, options));
    });
};

async function restore(cli: Cli, from: string, options: RestoreOptions): Promise<void> {
  const file = readStationFile();
  const address = lastingAddress('--to', options.to);
  const finalHeads =
    options.heads === undefined ? {} : { finalHeads: await readHeads(cli, options.heads) };
  const restored = await restoreRegistry({
    from,
    address,
    key: await vaultKeyOf(cli, file, options.registryPassphraseFile),
    station: file.station,
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    by: options.by,
    present: file.registry,
    ...finalHeads,
  });
  if (options.use === true) await replaceStationFile({ ...file, registry: address });
  tell(cli, options, restored);
}

function tell(
  cli: Cli,
  { to, json }: RestoreOptions,
  { kept, inDoubt, wentOn = false, lots }: RestoredRegistry,
): void {
  if (json === true) {
    cli.out.json({ registry: to, heads: kept, inDoubt: inDoubt ?? null, wentOn, lots });
    return;
  }
  const { restored, headsTooOld, scrappedByRestore } = userWords().commands;
  cli.out.print(restored(to));
  if (wentOn) cli.out.note(headsTooOld);
  for (const { lot, scrapped } of lots) cli.out.print(scrappedByRestore(lot, scrapped));
}
