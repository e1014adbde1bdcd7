import { backupDatabase, checkDatabase, StoreError } from '@fobkit/store';
import type { Registry } from '../registry/open-registry.ts';

export interface RegistryBackup {
  readonly registry: Registry;
  /** Of the registry. */
  readonly address: string;
  readonly schema?: string;
  /** A file that is not there yet. */
  readonly to: string;
  /** The operator. */
  readonly by: string;
}

/**
 * Copies a registry while stations work on it. The copy opens with the key that the vault has now,
 * and is of no use without it. Rejects with `StoreError`; what is damaged is not copied.
 */
export async function backupRegistry(backup: RegistryBackup): Promise<void> {
  const { registry, address, schema, to, by } = backup;
  const { database, audit, station } = registry;
  const [fault] = await checkDatabase(database);
  if (fault !== undefined) {
    const message = `the registry ${database.name} does not hold together (${fault}): keep the backups that there are`;
    throw new StoreError('damaged', message);
  }
  await database.write(async (db) => {
    // In the copy too: from here on its chain and this one go different ways.
    await audit.append(db, {
      kind: 'registry.backed-up',
      subject: station,
      actor: by,
      facts: { station },
    });
    await audit.recordOthers(db);
  });
  await backupDatabase({ address, to, ...(schema === undefined ? {} : { schema }) });
}
