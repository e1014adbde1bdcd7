import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Secret } from '@fobkit/client';
import { checkOperatorName, checkStationName, passwordOf, type Registry } from '@fobkit/station';
import { makeKeyFile, passphraseOf, readKeyFile, VaultError, type VaultKey } from '@fobkit/store';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { type CliError, usage } from '../../program/cli-error.ts';
import { isNewRegistry, openOrMakeRegistry } from '../../station/new-registry.ts';
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
  checkStationName(station);
  const { registry: where } = options;
  const address = where === undefined ? files.registry : lastingAddress('--registry', where);
  const place = { station, address };
  const { vault, key } = await openingOf(cli, options, files);
  const first = await firstOperator(cli, options);
  // Nothing is made before it is known that all of it is wanted.
  const isNew = await isNewRegistry(place);
  if (isNew && first === undefined) throw nobodyYet();
  if (!isNew && typeof key === 'string') throw hasKey();
  const newKeyFile = typeof key === 'string' ? key : undefined;
  const registry = await openOrMakeRegistry(
    place,
    typeof key === 'string' ? makeKeyFile(key) : key,
  );
  try {
    await settleFirst(registry, first);
    await writeStationFile({ version: 1, station, registry: address, vault });
    const { name } = registry.database;
    tell(cli, options, { station, registry: name, supervisor: first?.name, vault, newKeyFile });
  } finally {
    await registry.close();
  }
}

interface Opening {
  readonly vault: StationFile['vault'];
  /** Or the path of the key file that is to be made. */
  readonly key: VaultKey | string;
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
  return { vault: { kind: 'key-file', file }, key: existsSync(file) ? readKeyFile(file) : file };
}

interface FirstOperator {
  readonly name: string;
  readonly password: Secret;
}

async function firstOperator(
  cli: Cli,
  { supervisor, passwordFile }: InitOptions,
): Promise<FirstOperator | undefined> {
  if (supervisor === undefined) return undefined;
  checkOperatorName(supervisor);
  const text =
    passwordFile === undefined
      ? await newSecretLine(cli, `Password of ${supervisor}`)
      : await secretLine(cli, passwordFile, `the password of ${supervisor}`);
  return { name: supervisor, password: passwordOf(text) };
}

/** Of a registry where nobody works yet: he is added and signed in. */
async function settleFirst(
  { operators }: Registry,
  first: FirstOperator | undefined,
): Promise<void> {
  const isEmpty = (await operators.list()).length === 0;
  if (first === undefined) {
    if (isEmpty) throw nobodyYet();
    return;
  }
  if (!isEmpty) {
    throw usage('the registry has operators already: leave --supervisor out, then sign in');
  }
  const { name, password } = first;
  await operators.add({ name, role: 'supervisor', password }, name);
  await writeSession(await operators.sessions.signIn(name, password));
}

function nobodyYet(): CliError {
  return usage('the registry is new: name its first operator with --supervisor NAME');
}

function hasKey(): VaultError {
  return new VaultError(
    'key',
    'this registry has a key already: open it with --key-file and that key, or with --passphrase',
  );
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
