import { Secret } from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { batchKeyId, toHex } from '@fobkit/protocol';
import type { BatchKeys } from '@fobkit/station';
import { readInput } from '../../input/read-input.ts';
import { keyFromText } from '../../input/secret-text.ts';
import type { Cli } from '../../program/cli.ts';
import { batchKeyOf } from '../../sim/sims.ts';

/** The batch keys in files, and those of emulated fobs in the user's state folder. */
export async function batchKeysOf(cli: Cli, files: readonly string[]): Promise<BatchKeys> {
  const keys = new Map<string, Secret>();
  for (const file of files) {
    const bytes = keyFromText(await readInput(cli, file, 'the batch key'), 'the batch key');
    keys.set(toHex(batchKeyId(nodePrimitives, bytes)), held(bytes));
  }
  return {
    async find(id) {
      const known = keys.get(toHex(id));
      const bytes = known === undefined ? await batchKeyOf(id) : known.reveal();
      return bytes === undefined ? undefined : held(bytes);
    },
  };
}

function held(bytes: Uint8Array): Secret {
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}
