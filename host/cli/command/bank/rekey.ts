import { existsSync } from 'node:fs';
import { type OpenedBank, rekeyBank } from '@fobkit/bank';
import { VaultError, type VaultKey } from '@fobkit/store';
import {
  type BankFile,
  type BankFiles,
  makeBankFolder,
  readBankFile,
  writeBankFile,
} from '../../bank/bank-file.ts';
import {
  addBankOptions,
  bankFailure,
  bankFileOf,
  bankKey,
  type BankOptions,
  CLI_ACTOR,
  openBankOf,
} from '../../bank/open-bank.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { addNewKeyOptions, type NewKeyOptions, newVaultKey } from '../../store/new-vault-key.ts';
import type { VaultPlace } from '../../store/vault-place.ts';

const HELP = `
The bank opens with the new key alone; copies made before open with the old one.
--new-data-key seals every seed and card anew, for when the old key may be in
wrong hands: no bank may be up. Whoever was interrupted calls it again; so does
another machine at the same database, where that remembers the key.

Examples:
  $ fob bank rekey --to-key-file 2027.key
  $ fob bank rekey --to-key-file 2027.key --new-data-key
  $ fob bank rekey --to-passphrase`;

const NEW_DATA_KEY =
  'A bank that is up at this database seals nothing any more from now on: end it, start it again.';

interface RekeyOptions extends BankOptions, NewKeyOptions {
  readonly newDataKey?: boolean;
}

interface Rekeyed {
  readonly vault: VaultPlace;
  /** It had that key already: only what is remembered here is new. */
  readonly before: boolean;
}

export const define: Define = (command, cli) => {
  addNewKeyOptions(addBankOptions(command))
    .option('--new-data-key', 'seal every seed and card anew')
    .addHelpText('after', HELP)
    .action(async (options: RekeyOptions) => {
      try {
        await rekey(cli, options);
      } catch (error) {
        throw bankFailure(error);
      }
    });
};

async function rekey(cli: Cli, options: RekeyOptions): Promise<void> {
  const files = await makeBankFolder();
  const known = readBankFile(files);
  if (known === undefined) throw usage('there is no bank of yours yet: fob bank up makes one');
  const file = await bankFileOf(files, options);
  if (options.newDataKey === true) cli.out.note(NEW_DATA_KEY);
  const { vault, before } = await rekeyed(cli, { files, file }, options);
  // What another database opens with is nobody's to remember.
  if (file.database === known.database) await remember(known, vault);
  const newDataKey = options.newDataKey === true && !before;
  if (options.json === true) {
    cli.out.json({ vault, newDataKey, before });
    return;
  }
  const key = vault.kind === 'key-file' ? vault.file : 'the new passphrase';
  cli.out.print(
    before
      ? `The bank opened with ${key} already: it is remembered.`
      : `The bank opens with ${key} from now on.`,
  );
  if (vault.kind === 'key-file') cli.out.print('Keep a copy of it apart from the database.');
}

async function rekeyed(
  cli: Cli,
  { files, file }: { readonly files: BankFiles; readonly file: BankFile },
  options: RekeyOptions,
): Promise<Rekeyed> {
  const from = await bankKey(cli, file);
  // A wrong old key is told before a new one is made.
  const opened = await openedBy(cli, files, file, from);
  const { toKeyFile } = options;
  if ('refusal' in opened && toKeyFile !== undefined && !existsSync(toKeyFile)) {
    throw opened.refusal;
  }
  const { key: to, vault } = await newVaultKey(cli, options, 'bank');
  if ('refusal' in opened) {
    const again = await openedBy(cli, files, file, to);
    if ('refusal' in again) throw opened.refusal;
    await again.bank.close();
    return { vault, before: true };
  }
  const { bank } = opened;
  try {
    const newDataKey = options.newDataKey === true;
    await rekeyBank({ bank, from, to, newDataKey, by: CLI_ACTOR });
  } finally {
    await bank.close();
  }
  return { vault, before: false };
}

async function openedBy(
  cli: Cli,
  files: BankFiles,
  file: BankFile,
  key: VaultKey,
): Promise<{ readonly bank: OpenedBank } | { readonly refusal: VaultError }> {
  try {
    return { bank: await openBankOf(cli, file, files, { key }) };
  } catch (error) {
    if (error instanceof VaultError && error.code === 'key') return { refusal: error };
    throw error;
  }
}

async function remember(known: BankFile, vault: VaultPlace): Promise<void> {
  const { version, database, bank } = known;
  const key =
    vault.kind === 'key-file'
      ? { keyFile: vault.file }
      : { ...(vault.file === undefined ? {} : { passphraseFile: vault.file }) };
  await writeBankFile({ version, database, bank, ...key });
}
