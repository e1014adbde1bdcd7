import { type HostEnv, Secret } from '@fobkit/client';
import { deriveTransportKey, type FobInfo } from '@fobkit/protocol';
import type { Claim } from './unit.ts';
import { VisitTrouble } from './visit-trouble.ts';

/** The batch keys that a station has, by what GetInfo tells of them. */
export interface BatchKeys {
  /** 32 bytes; undefined when the station has no such key. The caller wipes it. */
  find(batchKeyId: Uint8Array): Promise<Secret | undefined>;
}

/**
 * The transport key that a blank fob came from the factory with
 * (docs/protocol/05-sealed-channel.md §5.2); undefined without the key of its batch.
 */
export async function factoryKey(
  keys: BatchKeys,
  env: Pick<HostEnv, 'primitives'>,
  { batchKeyId, deviceId }: Pick<FobInfo, 'batchKeyId' | 'deviceId'>,
): Promise<Secret | undefined> {
  const batchKey = await keys.find(batchKeyId);
  if (batchKey === undefined) return undefined;
  const bytes = batchKey.reveal();
  const derived = deriveTransportKey(env.primitives, bytes, deviceId);
  try {
    return new Secret(derived);
  } finally {
    bytes.fill(0);
    derived.fill(0);
    batchKey.wipe();
  }
}

/**
 * The key that holds, by the generation that the fob tells (§5.8): the one that the intent says is
 * next, the one before it, or the factory key. The caller wipes it.
 */
export async function keyInForce(
  keys: BatchKeys,
  env: Pick<HostEnv, 'primitives'>,
  info: FobInfo,
  claim: Claim,
): Promise<Secret> {
  const { keyGeneration } = info;
  if (keyGeneration === claim.nextGeneration) return copyOf(claim.nextTransportKey);
  if (keyGeneration === 0) {
    const key = await factoryKey(keys, env, info);
    if (key !== undefined) return key;
    throw new VisitTrouble('unknown-batch', 'the key of its batch is not at this station');
  }
  if (claim.transportKey !== undefined && keyGeneration === claim.nextGeneration - 1) {
    return copyOf(claim.transportKey);
  }
  const wanted = `the registry knows the generation ${String(claim.nextGeneration)}`;
  throw new VisitTrouble(
    'wrong-key',
    `its key is of generation ${String(keyGeneration)}, ${wanted}`,
  );
}

function copyOf(secret: Secret): Secret {
  const bytes = secret.reveal();
  try {
    return new Secret(bytes);
  } finally {
    bytes.fill(0);
  }
}
