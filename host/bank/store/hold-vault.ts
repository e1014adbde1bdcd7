import { checkVault, type Database, type Vault } from '@fobkit/store';
import { sql } from 'kysely';
import type { BankTransaction } from './parts.ts';
import type { BankSchema } from './schema.ts';

/**
 * Before something is sealed: until the end of the transaction nobody gives the vault another key.
 * Rejects with `VaultError` when somebody has.
 */
export async function holdVault(
  { database, vault }: { readonly database: Database<BankSchema>; readonly vault: Vault },
  db: BankTransaction,
): Promise<void> {
  if (database.dialect === 'postgres') await sql`select id from vault for share`.execute(db);
  await checkVault(db, vault);
}
