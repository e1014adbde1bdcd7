import { passphraseOf, readKeyFile, type VaultKey } from '@fobkit/store';
import { askHidden } from '../input/ask-hidden.ts';
import { readInput } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
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

/** The first line of a file or of standard input (`-`), without its end. */
export async function secretLine(cli: Cli, file: string, what: string): Promise<string> {
  const text = await readInput(cli, file, what);
  const [line = '', ...more] = text.split(/\r?\n/);
  if (line === '') throw usage(`${what}: there is none; the first line of ${file} is empty`);
  if (more.some((rest) => rest !== '')) throw usage(`${what}: more than one line in ${file}`);
  return line;
}

/** Asks twice, so that a slip of the finger locks nobody out. */
export async function newSecretLine(cli: Cli, what: string): Promise<string> {
  if (cli.stdin.isTTY !== true)
    throw usage(`${what}: nobody can be asked; name a file that has it`);
  const first = await askHidden(cli, `${what}: `);
  const second = await askHidden(cli, `${what}, once more: `);
  if (first === undefined || first === '') throw usage(`${what}: none was given`);
  if (first !== second) throw usage(`${what}: the two are not the same; nothing was changed`);
  return first;
}
