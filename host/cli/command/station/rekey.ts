import { existsSync } from 'node:fs';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { openRegistry, rekeyRegistry } from '@fobkit/station';
import { openVault } from '@fobkit/store';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  userWords,
  withStation,
} from '../../station/open-station.ts';
import { telling } from '../../station/station-failure.ts';
import { operatorOf } from '../../station/session.ts';
import { readStationFile, replaceStationFile } from '../../station/station-file.ts';
import { vaultKeyOf } from '../../station/vault-key.ts';
import { addNewKeyOptions, type NewKeyOptions, newVaultKey } from '../../store/new-vault-key.ts';

const HELP = `
The registry opens with the new key alone; backups made before open with the old
one. --new-data-key seals every secret anew, for when the old key may be in
wrong hands: no station may be at work. --only-here remembers a key that was
changed at another station of the same registry.

Examples:
  $ fob station rekey --to-key-file 2027.key
  $ fob station rekey --to-key-file 2027.key --new-data-key
  $ fob station rekey --to-passphrase`;

interface RekeyOptions extends StationOptions, NewKeyOptions {
  readonly newDataKey?: boolean;
  readonly onlyHere?: boolean;
}

export const define: Define = (command, cli) => {
  addNewKeyOptions(addStationOptions(command))
    .option('--new-data-key', 'seal every secret anew')
    .option('--only-here', 'another station has changed the key; remember it here')
    .addHelpText('after', HELP)
    .action(async (options: RekeyOptions) => {
      if (options.onlyHere === true) {
        await telling(cli, options.json === true, () => remember(cli, options));
      } else await withStation(cli, options, (station) => rekey(cli, station, options));
    });
};

async function rekey(cli: Cli, station: Station, options: RekeyOptions): Promise<void> {
  const { registry, file, words, json } = station;
  const by = await operatorOf(station, 'custody');
  const from = await vaultKeyOf(cli, file, options.registryPassphraseFile);
  // A wrong old key is told before a new one is made.
  (await openVault(registry.database, from)).close();
  const { key: to, vault } = await newVaultKey(cli, options, 'registry');
  const newDataKey = options.newDataKey === true;
  await rekeyRegistry({ registry, from, to, newDataKey, by });
  await replaceStationFile({ ...file, vault });
  if (json) cli.out.json({ vault, newDataKey });
  else {
    cli.out.print(words.commands.rekeyed);
    if (vault.kind === 'key-file') cli.out.print(words.commands.keepKey(vault.file));
  }
}

/** The old key opens the registry no more: what is remembered here is the new one. */
async function remember(cli: Cli, options: RekeyOptions): Promise<void> {
  if (options.newDataKey === true) throw usage('--new-data-key and --only-here exclude each other');
  const { toKeyFile } = options;
  if (toKeyFile !== undefined && !existsSync(toKeyFile)) {
    throw usage(`the key file ${toKeyFile} is not there: copy it from the other station`);
  }
  const file = readStationFile();
  const { key, vault } = await newVaultKey(cli, options, 'registry');
  const registry = await openRegistry({
    address: file.registry,
    key,
    station: file.station,
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
  });
  await registry.close();
  await replaceStationFile({ ...file, vault });
  if (options.json === true) cli.out.json({ vault, newDataKey: false });
  else cli.out.print(userWords().commands.joined(file.station));
}
