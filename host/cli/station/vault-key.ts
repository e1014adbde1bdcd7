import { passphraseOf, readKeyFile, type VaultKey } from '@fobkit/store';
import { askHidden } from '../input/ask-hidden.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { secretLine } from '../store/secret-line.ts';
import type { StationFile } from './station-file.ts';

const WHAT = 'the passphrase of the registry';

/** What opens the vault of the registry: its key file, or a passphrase from a file or a person. */
export async function vaultKeyOf(
  cli: Cli,
  { vault }: Pick<StationFile, 'vault'>,
  passphraseFile: string | undefined,
): Promise<VaultKey> {
  if (vault.kind === 'key-file') {
    if (passphraseFile !== undefined) {
      throw usage('--registry-passphrase-file: this registry opens with its key file');
    }
    return readKeyFile(vault.file);
  }
  const file = passphraseFile ?? vault.file;
  if (file !== undefined) return passphraseOf(await secretLine(cli, file, WHAT));
  if (cli.stdin.isTTY !== true) {
    throw usage(
      'the registry opens with a passphrase: give it with --registry-passphrase-file FILE',
    );
  }
  const typed = await askHidden(cli, 'Passphrase of the registry: ');
  if (typed === undefined || typed === '') throw usage('no passphrase was given');
  return passphraseOf(typed);
}
