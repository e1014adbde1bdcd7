import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { openRegistry, type Registry } from '@fobkit/station';
import type { Command } from 'commander';
import { addJsonOption } from '../device/device-options.ts';
import type { Cli, JsonOption } from '../program/cli.ts';
import { languageOf } from '../terminal/language.ts';
import { readStationFile, type StationFile } from './station-file.ts';
import { telling } from './station-failure.ts';
import { vaultKeyOf } from './vault-key.ts';
import { type StationWords, wordsIn } from './words/words.ts';

/** Of every command that opens the registry. */
export interface StationOptions extends JsonOption {
  readonly registryPassphraseFile?: string;
}

/** What a command works with. */
export interface Station {
  readonly registry: Registry;
  readonly file: StationFile;
  readonly words: StationWords;
  readonly json: boolean;
}

export function addStationOptions(command: Command): Command {
  return addJsonOption(
    command.option(
      '--registry-passphrase-file <file>',
      'has the passphrase of the registry, if it opens with one; - for standard input',
    ),
  );
}

/** The words in which this user is spoken to. */
export function userWords(): StationWords {
  return wordsIn(languageOf(process.env));
}

/** Opens the registry of this user's station, and closes it behind the work. */
export async function withStation<T>(
  cli: Cli,
  options: StationOptions,
  work: (station: Station) => Promise<T>,
): Promise<T> {
  const json = options.json === true;
  return await telling(cli, json, async () => {
    const file = readStationFile();
    const key = await vaultKeyOf(cli, file, options.registryPassphraseFile);
    const registry = await openRegistry({
      address: file.registry,
      key,
      station: file.station,
      clock: nodeClock,
      randomBytes: (length) => nodeEnv.randomBytes(length),
      log: (message) => {
        cli.out.note(message);
      },
    });
    try {
      return await work({ registry, file, words: userWords(), json });
    } finally {
      await registry.close();
    }
  });
}
