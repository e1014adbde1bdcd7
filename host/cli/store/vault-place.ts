import { passphraseOf, type VaultKey } from '@fobkit/store';
import { askHidden } from '../input/ask-hidden.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { secretLine } from './secret-line.ts';

/** What opens a vault, as it is remembered; a passphrase without a file is asked for. */
export type VaultPlace =
  | { readonly kind: 'key-file'; readonly file: string }
  | { readonly kind: 'passphrase'; readonly file?: string | undefined };

/** The passphrase of a vault: of a file, or of a person; `what`: whose vault, `option`: names a file. */
export async function passphraseKey(
  cli: Cli,
  file: string | undefined,
  { what, option }: { readonly what: string; readonly option: string },
): Promise<VaultKey> {
  if (file !== undefined) {
    return passphraseOf(await secretLine(cli, file, `the passphrase of the ${what}`));
  }
  if (cli.stdin.isTTY !== true) {
    throw usage(`the ${what} opens with a passphrase: give it with ${option} FILE`);
  }
  const typed = await askHidden(cli, `Passphrase of the ${what}: `);
  if (typed === undefined || typed === '') throw usage('no passphrase was given');
  return passphraseOf(typed);
}
