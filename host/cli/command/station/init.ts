import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { openRegistry, passwordOf, type Registry } from '@fobkit/station';
import { makeKeyFile, passphraseOf, readKeyFile, VaultError, type VaultKey } from '@fobkit/store';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { userWords } from '../../station/open-station.ts';
import { writeSession } from '../../station/session.ts';
import { telling } from '../../station/station-failure.ts';
import {
  makeStationFolder,
  type StationFile,
  type StationFiles,
  writeStationFile,
} from '../../station/station-file.ts';
import { lastingAddress } from '../../store/lasting-address.ts';
import { newSecretLine, secretLine } from '../../store/secret-line.ts';

const HELP = `
Makes a registry, or joins one that other stations share, and remembers both in
the state folder. Seeds lie in the registry sealed under a key: of a new key
file, or of a passphrase. The first operator is the supervisor, who is signed in
at once. The password is asked for twice, or comes from a file.

Examples:
  $ fob station init --supervisor sato
  $ fob station init --supervisor sato --password-file sato.txt \\
      --registry registry.db --key-file registry.key
  $ fob station init --name line-2 --registry postgres://station@db/fobkit \\
      --key-file registry.key`;

interface InitOptions extends JsonOption {
  readonly name?: string;
  readonly registry?: string;
  readonly keyFile?: string;
  readonly passphraseFile?: string;
  readonly passphrase?: boolean;
  readonly supervisor?: string;
  readonly passwordFile?: string;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .option('--name <station>', 'what this station is called; the name of the machine if absent')
    .option(
      '--registry <where>',
      'a file, or postgres://USER@HOST/DATABASE; in the state folder if absent',
    )
    .option('--key-file <file>', 'the key of the registry; made if there is none')
    .option('--passphrase', 'a passphrase instead of a key file; it is asked for')
    .option('--passphrase-file <file>', 'the same, read from this file now and later')
    .option('--supervisor <name>', 'the first operator of a new registry')
    .option('--password-file <file>', 'has the password of the supervisor; - for standard input')
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => {
      await telling(cli, options.json === true, () => init(cli, options));
    });
};

async function init(cli: Cli, options: InitOptions): Promise<void> {
  const files = await makeStationFolder();
  if (existsSync(files.station)) {
    throw usage(`this user has a station already: ${files.station} tells of it`);
  }
  const station = options.name ?? hostname().split('.')[0] ?? 'station';
  const { registry: where } = options;
  const address = where === undefined ? files.registry : lastingAddress('--registry', where);
  const opening = await openingOf(cli, options, files);
  const registry = await openedWith(opening, station, address);
  try {
    const supervisor = await firstSupervisor(cli, registry, options);
    const { vault, newKeyFile } = opening;
    await writeStationFile({ version: 1, station, registry: address, vault });
    const { name } = registry.database;
    tell(cli, options, { station, registry: name, supervisor, vault, newKeyFile });
  } finally {
    await registry.close();
  }
}

interface Opening {
  readonly vault: StationFile['vault'];
  readonly key: VaultKey;
  /** Was made just now. */
  readonly newKeyFile?: string;
}

async function openingOf(cli: Cli, options: InitOptions, files: StationFiles): Promise<Opening> {
  const { keyFile, passphrase, passphraseFile } = options;
  const isAsked = passphrase === true;
  if ([keyFile !== undefined, isAsked, passphraseFile !== undefined].filter(Boolean).length > 1) {
    throw usage('one of --key-file, --passphrase and --passphrase-file opens the registry');
  }
  if (passphraseFile !== undefined) {
    const text = await secretLine(cli, passphraseFile, 'the passphrase');
    const file = passphraseFile === '-' ? {} : { file: resolve(passphraseFile) };
    return { vault: { kind: 'passphrase', ...file }, key: passphraseOf(text) };
  }
  if (isAsked) {
    const text = await newSecretLine(cli, 'Passphrase of the registry');
    return { vault: { kind: 'passphrase' }, key: passphraseOf(text) };
  }
  const file = resolve(keyFile ?? files.vaultKey);
  const vault = { kind: 'key-file', file } as const;
  if (existsSync(file)) return { vault, key: readKeyFile(file) };
  return { vault, key: makeKeyFile(file), newKeyFile: file };
}

/** A key that was made for a registry which turns out to have one is taken away again. */
async function openedWith(
  { key, newKeyFile }: Opening,
  station: string,
  address: string,
): Promise<Registry> {
  try {
    return await openRegistry({
      address,
      key,
      station,
      clock: nodeClock,
      randomBytes: (length) => nodeEnv.randomBytes(length),
      create: true,
    });
  } catch (error) {
    const isOther = error instanceof VaultError && error.code === 'key';
    if (newKeyFile === undefined || !isOther) throw error;
    await rm(newKeyFile);
    throw new VaultError(
      'key',
      'this registry has a key already: open it with --key-file and that key, or with --passphrase',
      { cause: error },
    );
  }
}

/** Of a registry where nobody works yet: he is added and signed in. */
async function firstSupervisor(
  cli: Cli,
  { operators }: Registry,
  { supervisor, passwordFile }: InitOptions,
): Promise<string | undefined> {
  const known = await operators.list();
  if (known.length > 0) {
    if (supervisor === undefined) return undefined;
    throw usage('the registry has operators already: leave --supervisor out, then sign in');
  }
  if (supervisor === undefined) {
    throw usage('the registry is new: name its first operator with --supervisor NAME');
  }
  const text =
    passwordFile === undefined
      ? await newSecretLine(cli, `Password of ${supervisor}`)
      : await secretLine(cli, passwordFile, `the password of ${supervisor}`);
  const password = passwordOf(text);
  await operators.add({ name: supervisor, role: 'supervisor', password }, supervisor);
  await writeSession(await operators.sessions.signIn(supervisor, password));
  return supervisor;
}

interface Made {
  readonly station: string;
  readonly registry: string;
  readonly supervisor: string | undefined;
  readonly vault: StationFile['vault'];
  readonly newKeyFile: string | undefined;
}

function tell(cli: Cli, { json }: InitOptions, made: Made): void {
  const { station, registry, supervisor, vault, newKeyFile } = made;
  if (json === true) {
    cli.out.json({ station, registry, vault, supervisor: supervisor ?? null });
    return;
  }
  const { initDone, joined, keepKey } = userWords().commands;
  cli.out.print(supervisor === undefined ? joined(station) : initDone(station, supervisor));
  if (newKeyFile !== undefined) cli.out.print(keepKey(newKeyFile));
}
