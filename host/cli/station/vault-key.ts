import { readKeyFile, type VaultKey } from '@fobkit/store';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { passphraseKey } from '../store/vault-place.ts';
import type { StationFile } from './station-file.ts';

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
  const names = { what: 'registry', option: '--registry-passphrase-file' };
  return await passphraseKey(cli, passphraseFile ?? vault.file, names);
}
