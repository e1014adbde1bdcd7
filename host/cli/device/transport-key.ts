import { Secret } from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { batchKeyId, deriveTransportKey, type FobInfo, toHex } from '@fobkit/protocol';
import type { Command } from 'commander';
import { keyFromText } from '../input/secret-text.ts';
import { readInput } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { refused, usage } from '../program/cli-error.ts';
import { batchKeyOf } from '../sim/sims.ts';

/** Where the transport key comes from. */
export interface KeyOptions {
  readonly keyFile?: string;
  readonly batchKeyFile?: string;
}

export function addKeyOptions(command: Command): Command {
  return command
    .option('--key-file <file>', "the fob's transport key: 64 hex digits, - for standard input")
    .option('--batch-key-file <file>', 'the key of its batch, from which the factory key follows');
}

/**
 * The fob's transport key: its own from a file, or the factory key, which follows from the key of
 * its batch: from a file, or of an emulated fob from the user's state folder.
 */
export async function transportKey(cli: Cli, options: KeyOptions, info: FobInfo): Promise<Secret> {
  const { keyFile, batchKeyFile } = options;
  if (keyFile !== undefined && batchKeyFile !== undefined) {
    throw usage('--key-file and --batch-key-file exclude each other');
  }
  if (keyFile !== undefined) {
    return new Secret(
      keyFromText(await readInput(cli, keyFile, 'the transport key'), 'the transport key'),
    );
  }
  if (info.keyGeneration !== 0) {
    throw usage(
      `the fob's transport key was replaced (generation ${String(info.keyGeneration)}): ` +
        'give the one that holds with --key-file',
    );
  }
  const batchKey = await batchKeyFor(cli, batchKeyFile, info);
  const key = deriveTransportKey(nodePrimitives, batchKey, info.deviceId);
  batchKey.fill(0);
  const secret = new Secret(key);
  key.fill(0);
  return secret;
}

/** The key of a fob's batch, from a file or of an emulated fob; it is checked to be of that batch. */
export async function batchKeyFor(
  cli: Cli,
  file: string | undefined,
  info: Pick<FobInfo, 'batchKeyId'>,
): Promise<Uint8Array> {
  const wanted = toHex(info.batchKeyId);
  if (file === undefined) {
    const known = await batchKeyOf(info.batchKeyId);
    if (known !== undefined) return known;
    throw usage(
      `the fob is of batch ${wanted}, whose key is not in the state folder: ` +
        'give it with --batch-key-file',
    );
  }
  const key = keyFromText(await readInput(cli, file, 'the batch key'), 'the batch key');
  const found = toHex(batchKeyId(nodePrimitives, key));
  if (found === wanted) return key;
  throw refused(
    'wrong-batch',
    `the batch key in ${file} is of batch ${found}, the fob of batch ${wanted}`,
  );
}
