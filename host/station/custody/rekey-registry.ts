import { rekeyVault, type VaultKey, type VaultOptions } from '@fobkit/store';
import type { Registry } from '../registry/open-registry.ts';
import { resealRegistry } from '../registry/reseal-registry.ts';

export interface RegistryRekeying {
  readonly registry: Registry;
  readonly from: VaultKey;
  readonly to: VaultKey;
  /** Seals all secrets anew, for when the old key may be in wrong hands; no station may be at work. */
  readonly newDataKey: boolean;
  readonly options?: VaultOptions;
  /** The operator. */
  readonly by: string;
}

/**
 * Gives a registry another key file or passphrase. Backups that were made before open with the old
 * one still. After `newDataKey` the registry is to be opened again. Rejects with `VaultError` `key`
 * for a wrong `from`, `StoreError` `busy` when stations are at work.
 */
export async function rekeyRegistry(rekeying: RegistryRekeying): Promise<void> {
  const { registry, from, to, newDataKey, options, by } = rekeying;
  const { database, audit, station } = registry;
  const nowUnixMs = await database.now();
  const vault = await rekeyVault(database, {
    from,
    to,
    ...(options === undefined ? {} : { options }),
    ...(newDataKey
      ? {
          resealAll: async (db, old, next) => {
            const { dialect } = database;
            await resealRegistry(db, { old, next, nowUnixMs, dialect });
          },
        }
      : {}),
    record: (db) =>
      audit.append(db, {
        kind: 'registry.rekeyed',
        subject: station,
        actor: by,
        facts: { newDataKey, opensWith: to.kind },
      }),
  });
  vault.close();
  await database.forget();
}
