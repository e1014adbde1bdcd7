import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/client';
import { openRegistry, type Registry } from '@fobkit/station';
import { isPostgresAddress, VaultError, type VaultKey } from '@fobkit/store';

export interface RegistryPlace {
  readonly station: string;
  readonly address: string;
}

/** Opens a registry with its key, and makes it where there is none. */
export async function openOrMakeRegistry(place: RegistryPlace, key: VaultKey): Promise<Registry> {
  return await opened(place, key, true);
}

/** Whether nobody has given it a key yet; makes none. Rejects with `StoreError`. */
export async function isNewRegistry(place: RegistryPlace): Promise<boolean> {
  const { address } = place;
  const isFile = !isPostgresAddress(address);
  if (isFile && existsSync(dirname(address)) && !existsSync(address)) return true;
  const nobodys = new Secret(nodeEnv.randomBytes(32));
  try {
    await (await opened(place, { kind: 'key-file', key: nobodys }, false)).close();
    return false;
  } catch (error) {
    if (!(error instanceof VaultError) || error.code === 'form') throw error;
    return error.code === 'missing';
  } finally {
    nobodys.wipe();
  }
}

async function opened(
  { station, address }: RegistryPlace,
  key: VaultKey,
  create: boolean,
): Promise<Registry> {
  return await openRegistry({
    address,
    key,
    station,
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    create,
  });
}
