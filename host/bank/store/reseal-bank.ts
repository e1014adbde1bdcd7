import type { SecretVault } from '@fobkit/store';
import { sql } from 'kysely';
import { BankSecrets, chainKeyBinding } from './bank-secrets.ts';
import { parametersOf } from './judge.ts';
import type { BankTransaction } from './parts.ts';

const ROWS_AT_ONCE = 1_000;

/**
 * Opens all that a bank has sealed by one vault and seals it by another, in this transaction: seeds,
 * customer cards, the keys of audit chains. For `rekeyVault`.
 */
export async function resealBank(
  db: BankTransaction,
  old: SecretVault,
  next: SecretVault,
): Promise<void> {
  // Whoever is about to seal something holds this row: it waits, and then learns of the new key.
  await sql`update vault set changed_unix_ms = changed_unix_ms`.execute(db);
  const [from, to] = [new BankSecrets(old), new BankSecrets(next)];
  await resealSeeds(db, from, to);
  await resealCards(db, from, to);
  await resealChains(db, old, next);
}

async function resealSeeds(db: BankTransaction, from: BankSecrets, to: BankSecrets): Promise<void> {
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('token')
      .select(['serial', 'device_id', 'parameters', 'seed'])
      .where('serial', '>', last)
      .orderBy('serial')
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const row of rows) {
      const { serial, device_id, seed: sealed } = row;
      last = serial;
      if (sealed === null) continue;
      const owner = { serial, deviceId: device_id ?? undefined, parameters: parametersOf(row) };
      const secret = from.openSeed(sealed, owner);
      const seed = to.sealSeed(secret, owner);
      secret.wipe();
      await db.updateTable('token').set({ seed }).where('serial', '=', serial).execute();
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

async function resealCards(db: BankTransaction, from: BankSecrets, to: BankSecrets): Promise<void> {
  const rows = await db.selectFrom('contract').select(['contract_id', 'card']).execute();
  for (const { contract_id: id, card: sealed } of rows) {
    const card = to.sealCard(from.openCard(sealed, id), id);
    await db.updateTable('contract').set({ card }).where('contract_id', '=', id).execute();
  }
}

async function resealChains(
  db: BankTransaction,
  old: SecretVault,
  next: SecretVault,
): Promise<void> {
  const rows = await db.selectFrom('bank_chain').selectAll().execute();
  for (const { name, audit_key: sealed } of rows) {
    const secret = old.open(sealed, chainKeyBinding(name));
    const audit_key = next.seal(secret, chainKeyBinding(name));
    secret.wipe();
    await db.updateTable('bank_chain').set({ audit_key }).where('name', '=', name).execute();
  }
}
