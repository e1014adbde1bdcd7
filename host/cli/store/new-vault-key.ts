import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeKeyFile, passphraseOf, readKeyFile, type VaultKey } from '@fobkit/store';
import type { Command } from 'commander';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { newSecretLine, secretLine } from './secret-line.ts';
import type { VaultPlace } from './vault-place.ts';

/** The key that a vault is to have. */
export interface NewKeyOptions {
  readonly toKeyFile?: string;
  readonly toPassphrase?: boolean;
  readonly toPassphraseFile?: string;
}

export function addNewKeyOptions(command: Command): Command {
  return command
    .option('--to-key-file <file>', 'the new key; made if there is none')
    .option('--to-passphrase', 'a passphrase, which is asked for')
    .option('--to-passphrase-file <file>', 'a passphrase, read from this file now and later');
}

/** The one that the options name, and what is to be remembered of it; `what`: whose vault. */
export async function newVaultKey(
  cli: Cli,
  { toKeyFile, toPassphrase, toPassphraseFile }: NewKeyOptions,
  what: string,
): Promise<{ readonly key: VaultKey; readonly vault: VaultPlace }> {
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
    const key = passphraseOf(await newSecretLine(cli, `New passphrase of the ${what}`));
    return { key, vault: { kind: 'passphrase' } };
  }
  const path = toPassphraseFile ?? '-';
  const key = passphraseOf(await secretLine(cli, path, 'the new passphrase'));
  return {
    key,
    vault: { kind: 'passphrase', ...(path === '-' ? {} : { file: resolve(path) }) },
  };
}
