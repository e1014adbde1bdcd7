import { nodePrimitives } from '@fobkit/client/node';
import { batchKeyId, equalBytes, Secret } from '@fobkit/protocol';
import type { BatchKeys } from '../../../../../host/station/unit/transport-keys.ts';

/** A station that has the key of one batch. */
export function knownBatch(batchKey: Uint8Array): BatchKeys {
  const id = batchKeyId(nodePrimitives, Uint8Array.from(batchKey));
  return {
    find: (wanted) =>
      Promise.resolve(equalBytes(wanted, id) ? new Secret(Uint8Array.from(batchKey)) : undefined),
  };
}
