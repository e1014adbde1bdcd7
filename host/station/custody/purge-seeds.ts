import type { Registry } from '../registry/open-registry.ts';
import type { RegistryTransaction } from '../registry/parts.ts';
import { RegistryError } from '../registry/registry-error.ts';

/**
 * Deletes the seeds of the units of an export that the receiver has acknowledged. Their fingerprints
 * stay, so that no seed is ever used again. On SQLite the bytes are gone from the file when it
 * resolves. Rejects with `RegistryError` `state` before the acknowledgement; with `StoreError`
 * `busy` when the seeds are deleted and another process still keeps the journal that holds them:
 * ask again.
 *
 * @returns How many seeds there were.
 */
export async function purgeSeeds(registry: Registry, id: number, by: string): Promise<number> {
  const { database, audit } = registry;
  const { lot, acknowledgedUnixMs } = await registry.exports.find(id);
  if (acknowledgedUnixMs === undefined) {
    const message = `export ${id} is not acknowledged: whoever got it may still want it again`;
    throw new RegistryError('state', message);
  }
  const now = await database.now();
  const purged = await database.write(async (db) => {
    const seeds = await purge(db, id);
    // Also where another export had the same units: nothing of this one is left.
    await db
      .updateTable('token_export')
      .set({ purged_unix_ms: now })
      .where('id', '=', id)
      .where('purged_unix_ms', 'is', null)
      .execute();
    if (seeds > 0) {
      await audit.append(db, {
        kind: 'seeds.purged',
        subject: lot,
        actor: by,
        facts: { export: id, seeds },
      });
    }
    return seeds;
  });
  await database.forget();
  return purged;
}

async function purge(db: RegistryTransaction, id: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('unit')
    .set({ seed: null })
    .where('state', 'in', ['done', 'scrapped'])
    .where('seed', 'is not', null)
    .where('id', 'in', (eb) =>
      eb.selectFrom('exported_unit').select('unit_id').where('export_id', '=', id),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
