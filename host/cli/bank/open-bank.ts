import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type BankSettings,
  CaError,
  openBank,
  type OpenedBank,
  RadiusConfigError,
  revokedBy,
} from '@fobkit/bank';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { makeKeyFile, readKeyFile, type VaultKey } from '@fobkit/store';
import type { Command } from 'commander';
import { addJsonOption } from '../device/device-options.ts';
import type { Cli, JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { lastingAddress } from '../store/lasting-address.ts';
import { storeFailure } from '../store/store-failure.ts';
import { passphraseKey } from '../store/vault-place.ts';
import {
  type BankFile,
  type BankFiles,
  makeBankFolder,
  readBankFile,
  writeBankFile,
} from './bank-file.ts';
import { bankRules } from './bank-rules.ts';

/** Of every command that opens the bank. */
export interface BankOptions extends JsonOption {
  readonly database?: string;
  readonly keyFile?: string;
  readonly bankPassphraseFile?: string;
  readonly bank?: string;
}

/** What a command works with. */
export interface BankHere {
  readonly bank: OpenedBank;
  readonly file: BankFile;
  readonly files: BankFiles;
  readonly json: boolean;
}

/** Whoever works on the command line. */
export const CLI_ACTOR = { kind: 'system', name: 'cli' } as const;

export function addBankOptions(command: Command): Command {
  return addJsonOption(
    command
      .option('--database <where>', 'a file, or postgres://USER@HOST/DATABASE')
      .option('--key-file <file>', 'the key of the bank; made with a new bank')
      .option('--bank-passphrase-file <file>', 'the passphrase of a bank that opens with one')
      .option('--bank <rules>', '1303, 1020, the name of a policy, or a policy file'),
  );
}

/** Opens the bank of this user, makes it where there is none, and closes it behind the work. */
export async function withBank<T>(
  cli: Cli,
  options: BankOptions,
  work: (here: BankHere) => Promise<T>,
): Promise<T> {
  try {
    const files = await makeBankFolder();
    const file = await bankFileOf(files, options);
    const bank = await openBankOf(cli, file, files);
    try {
      return await work({ bank, file, files, json: options.json === true });
    } finally {
      await bank.close();
    }
  } catch (error) {
    throw bankFailure(error);
  }
}

/** What an error means to whoever called fob; errors of others as they are. */
export function bankFailure(error: unknown): unknown {
  const isUse = error instanceof CaError || error instanceof RadiusConfigError;
  return isUse ? usage(error.message, { cause: error }) : (storeFailure(error, 'bank') ?? error);
}

export async function openBankOf(
  cli: Cli,
  file: BankFile,
  { ca }: Pick<BankFiles, 'ca'>,
  more: { readonly settings?: Partial<BankSettings>; readonly key?: VaultKey } = {},
): Promise<OpenedBank> {
  const { bankCode, policy } = bankRules(file.bank);
  const { settings, key = await bankKey(cli, file) } = more;
  return await openBank({
    address: file.database,
    key,
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    settings: { ...settings, bankCode, policy },
    create: true,
    isRevoked: revokedBy(ca),
    log: (message) => {
      cli.out.note(message);
    },
  });
}

/** What opens the bank: a new key for a new bank, never for one that is there and would not open with it. */
export async function bankKey(
  cli: Cli,
  { keyFile, passphraseFile, database }: BankFile,
): Promise<VaultKey> {
  if (keyFile === undefined) {
    const names = { what: 'bank', option: '--bank-passphrase-file' };
    return await passphraseKey(cli, passphraseFile, names);
  }
  if (existsSync(keyFile) || existsSync(database)) return readKeyFile(keyFile);
  return makeKeyFile(keyFile);
}

/** What is said now, else what was said when the bank was made; the first is remembered. */
export async function bankFileOf(files: BankFiles, options: BankOptions): Promise<BankFile> {
  const known = readBankFile(files);
  const { database, bank } = options;
  const file: BankFile = {
    version: 1,
    database:
      database === undefined
        ? (known?.database ?? files.database)
        : lastingAddress('--database', database),
    ...keyPlace(files, known, options),
    bank: bank === undefined ? (known?.bank ?? '1303') : lastingRules(bank),
  };
  if (known === undefined) {
    bankRules(file.bank);
    await writeBankFile(file);
  }
  return file;
}

function keyPlace(
  files: BankFiles,
  known: BankFile | undefined,
  { keyFile, bankPassphraseFile }: BankOptions,
): Pick<BankFile, 'keyFile' | 'passphraseFile'> {
  if (keyFile !== undefined) return { keyFile: resolve(keyFile) };
  if (bankPassphraseFile !== undefined) return { passphraseFile: resolve(bankPassphraseFile) };
  if (known === undefined) return { keyFile: files.key };
  const { keyFile: file, passphraseFile } = known;
  return {
    ...(file === undefined ? {} : { keyFile: file }),
    ...(passphraseFile === undefined ? {} : { passphraseFile }),
  };
}

function lastingRules(bank: string): string {
  return existsSync(bank) ? resolve(bank) : bank;
}
