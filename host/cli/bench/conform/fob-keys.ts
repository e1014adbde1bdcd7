import type { Subject } from '@fobkit/bench';
import { nodePrimitives } from '@fobkit/client/node';
import { deriveTransportKey, type FobInfo } from '@fobkit/protocol';
import { batchKeyFor, type KeyOptions } from '../../device/transport-key.ts';
import { readInput } from '../../input/read-input.ts';
import { keyFromText } from '../../input/secret-text.ts';
import type { Cli } from '../../program/cli.ts';
import { CliError, usage } from '../../program/cli-error.ts';
import { batchKeyOf } from '../../sim/sims.ts';

type Keys = Pick<Subject, 'transportKey' | 'factoryKey' | 'batchKey'>;

/** What GetInfo tells that keys depend on; undefined when the fob tells nothing that can be read. */
type Told = Pick<FobInfo, 'batchKeyId' | 'deviceId' | 'keyGeneration'> | undefined;

/**
 * The keys of a fob that is checked. `--key-file` is the one that holds, the factory key too while
 * the fob is of generation 0; `--batch-key-file` is that from which the factory key follows. With
 * both, a fob whose key was rotated is checked in whole.
 */
export async function fobKeys(
  cli: Cli,
  { keyFile, batchKeyFile }: KeyOptions,
  fob: { readonly told: Told; readonly emulated: boolean },
): Promise<Keys> {
  const { told, emulated } = fob;
  const given =
    keyFile === undefined
      ? undefined
      : keyFromText(await readInput(cli, keyFile, 'the transport key'), 'the transport key');
  const batchKey = await batchKeyOfFob(cli, batchKeyFile, { told, emulated });
  const derived =
    batchKey === undefined || told === undefined
      ? undefined
      : deriveTransportKey(nodePrimitives, batchKey, told.deviceId);
  const factoryKey = derived ?? ((told?.keyGeneration ?? 0) === 0 ? given : undefined);
  const transportKey = given ?? derived;
  return {
    ...(transportKey === undefined ? {} : { transportKey }),
    ...(factoryKey === undefined ? {} : { factoryKey }),
    ...(batchKey === undefined ? {} : { batchKey }),
  };
}

async function batchKeyOfFob(
  cli: Cli,
  file: string | undefined,
  { told, emulated }: { readonly told: Told; readonly emulated: boolean },
): Promise<Uint8Array | undefined> {
  if (file === undefined) {
    return emulated && told !== undefined ? batchKeyOf(told.batchKeyId) : undefined;
  }
  if (told === undefined) {
    throw usage('--batch-key-file: GetInfo tells no batch and no device id; give --key-file');
  }
  return batchKeyFor(cli, file, told).catch((error: unknown) => {
    if (!(error instanceof CliError) || error.code !== 'wrong-batch') throw error;
    // Nobody knows yet whether the file or the firmware is wrong: that is no verdict about the fob.
    throw usage(`${error.message}; with --key-file the fob is checked all the same`);
  });
}
