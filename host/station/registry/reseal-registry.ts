import { type Binding, type Dialect, type SecretVault, StoreError } from '@fobkit/store';
import { sql } from 'kysely';
import { inBatches } from './batches.ts';
import type { RegistryTransaction } from './parts.ts';
import { stationKeyBinding } from './station-key.ts';
import { importedBinding, unitBinding } from './unit-secrets.ts';

const ROWS_AT_ONCE = 1_000;

/**
 * Opens all that a registry has sealed by one vault and seals it by another, in this transaction.
 * For `rekeyVault`. No run may live: what a station seals meanwhile would never open again.
 *
 * @returns How many secrets there were.
 */
export async function resealRegistry(
  db: RegistryTransaction,
  vaults: Vaults & { readonly nowUnixMs: number; readonly dialect: Dialect },
): Promise<number> {
  // Whoever is about to seal something holds this row: it waits, and then learns of the new key.
  await sql`update vault set changed_unix_ms = changed_unix_ms`.execute(db);
  await refuseLivingRuns(db, vaults.nowUnixMs);
  return (
    (await resealUnits(db, vaults)) +
    (await resealImported(db, vaults)) +
    (await resealStations(db, vaults))
  );
}

export interface Vaults {
  readonly old: SecretVault;
  readonly next: SecretVault;
}

async function refuseLivingRuns(db: RegistryTransaction, nowUnixMs: number): Promise<void> {
  // A step whose lease ends just now holds its run: it is waited for, and what it has written is
  // seen. One that comes later finds the run changed, and asks for the time anew.
  await sql`update run set fence = fence where ended_unix_ms is null`.execute(db);
  const open = await db
    .selectFrom('run')
    .select('station')
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '>', nowUnixMs)
    .execute();
  if (open.length === 0) return;
  const names = open.map(({ station }) => station).join(', ');
  throw new StoreError('busy', `stations are at work (${names}): end their runs first`);
}

async function resealUnits(
  db: RegistryTransaction,
  vaults: Vaults & { readonly dialect: Dialect },
): Promise<number> {
  const ids = await db.selectFrom('unit').select('id').orderBy('id').execute();
  let sealed = 0;
  for (const batch of inBatches(ids, ROWS_AT_ONCE)) {
    const rows = await db
      .selectFrom('unit')
      .selectAll()
      .where(
        'id',
        'in',
        batch.map(({ id }) => id),
      )
      .orderBy('id')
      .$if(vaults.dialect === 'postgres', (query) => query.forUpdate())
      .execute();
    for (const row of rows) {
      const again = (column: 'seed' | 'transport_key' | 'next_key'): Uint8Array | null =>
        reseal(vaults, row[column], unitBinding(KINDS[column], row));
      const changes = {
        seed: again('seed'),
        transport_key: again('transport_key'),
        next_key: again('next_key'),
      };
      sealed += Object.values(changes).filter((value) => value !== null).length;
      await db.updateTable('unit').set(changes).where('id', '=', row.id).execute();
    }
  }
  return sealed;
}

const KINDS = {
  seed: 'seed',
  transport_key: 'transport key',
  next_key: 'next transport key',
} as const;

async function resealImported(db: RegistryTransaction, vaults: Vaults): Promise<number> {
  const rows = await db
    .selectFrom('imported_token')
    .select(['id', 'serial_label', 'seed'])
    .where('seed', 'is not', null)
    .execute();
  for (const { id, serial_label, seed } of rows) {
    await db
      .updateTable('imported_token')
      .set({ seed: reseal(vaults, seed, importedBinding(serial_label)) })
      .where('id', '=', id)
      .execute();
  }
  return rows.length;
}

async function resealStations(db: RegistryTransaction, vaults: Vaults): Promise<number> {
  const rows = await db.selectFrom('station').select(['name', 'audit_key']).execute();
  for (const { name, audit_key } of rows) {
    const sealed = reseal(vaults, audit_key, stationKeyBinding(name));
    if (sealed === null) continue;
    await db.updateTable('station').set({ audit_key: sealed }).where('name', '=', name).execute();
  }
  return rows.length;
}

function reseal(
  { old, next }: Vaults,
  sealed: Uint8Array | null,
  binding: Binding,
): Uint8Array | null {
  if (sealed === null) return null;
  const secret = old.open(sealed, binding);
  try {
    return next.seal(secret, binding);
  } finally {
    secret.wipe();
  }
}
