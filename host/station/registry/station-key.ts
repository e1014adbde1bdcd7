import { AuditKey, type Binding, type Database, type Vault } from '@fobkit/store';
import { holdVault } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistrySchema } from './registry-schema.ts';

const STATION_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** @throws RegistryError for a name that is none. */
export function checkStationName(name: string): void {
  if (STATION_NAME.test(name)) return;
  throw new RegistryError(
    'refused',
    'the name of a station has 1 to 64 letters, digits, dots, hyphens or underlines, a letter or digit first',
  );
}

/**
 * The key with which a station signs its chain; made and sealed in the vault when the registry does
 * not know the station yet.
 *
 * @throws RegistryError for a name that is none. VaultError when the key is not the vault's.
 */
export async function stationKey(
  database: Database<RegistrySchema>,
  vault: Vault,
  name: string,
): Promise<AuditKey> {
  checkStationName(name);
  const sealed = await database.write(async (db) => {
    await holdVault({ database, vault }, db);
    const seed = AuditKey.makeSeed();
    await db
      .insertInto('station')
      .values({ name, fence: 0, audit_key: vault.seal(seed, stationKeyBinding(name)) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    seed.wipe();
    const { audit_key } = await db
      .selectFrom('station')
      .select('audit_key')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return audit_key;
  });
  return AuditKey.open(vault, sealed, stationKeyBinding(name));
}

export function stationKeyBinding(name: string): Binding {
  return {
    kind: 'audit key',
    deviceId: undefined,
    serialLabel: name,
    parameters: new Uint8Array(0),
    rowVersion: 1,
  };
}
