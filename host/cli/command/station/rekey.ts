import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { openRegistry, rekeyRegistry } from '@fobkit/station';
import { makeKeyFile, openVault, passphraseOf, readKeyFile, type VaultKey } from '@fobkit/store';
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
import {
  readStationFile,
  replaceStationFile,
  type StationFile,
} from '../../station/station-file.ts';
import { vaultKeyOf } from '../../station/vault-key.ts';
import { newSecretLine, secretLine } from '../../store/secret-line.ts';

const HELP = `
The registry opens with the new key alone; backups made before open with the old
one. --new-data-key seals every secret anew, for when the old key may be in
wrong hands: no station may be at work. --only-here remembers a key that was
changed at another station of the same registry.

Examples:
  $ fob station rekey --to-key-file 2027.key
  $ fob station rekey --to-key-file 2027.key --new-data-key
  $ fob station rekey --to-passphrase`;

interface RekeyOptions extends StationOptions {
  readonly toKeyFile?: string;
  readonly toPassphrase?: boolean;
  readonly toPassphraseFile?: string;
  readonly newDataKey?: boolean;
  readonly onlyHere?: boolean;
}

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .option('--to-key-file <file>', 'the new key; made if there is none')
    .option('--to-passphrase', 'a passphrase, which is asked for')
    .option('--to-passphrase-file <file>', 'a passphrase, read from this file now and later')
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
  const { key: to, vault } = await newKeyOf(cli, options);
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
  const { key, vault } = await newKeyOf(cli, options);
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

async function newKeyOf(
  cli: Cli,
  { toKeyFile, toPassphrase, toPassphraseFile }: RekeyOptions,
): Promise<{ readonly key: VaultKey; readonly vault: StationFile['vault'] }> {
  const asked = toPassphrase === true;
  const ways = [toKeyFile !== undefined, asked, toPassphraseFile !== undefined];
  if (ways.filter(Boolean).length !== 1) {
    throw usage('say which key: one of --to-key-file, --to-passphrase and --to-passphrase-file');
  }
  if (toKeyFile !== undefined) {
    const file = resolve(toKeyFile);
    const key = existsSync(file) ? readKeyFile(file) : makeKeyFile(file);
    return { key, vault: { kind: 'key-file', file } };
  }
  if (asked) {
    const key = passphraseOf(await newSecretLine(cli, 'New passphrase of the registry'));
    return { key, vault: { kind: 'passphrase' } };
  }
  const path = toPassphraseFile ?? '-';
  const key = passphraseOf(await secretLine(cli, path, 'the new passphrase'));
  return {
    key,
    vault: { kind: 'passphrase', ...(path === '-' ? {} : { file: resolve(path) }) },
  };
}
