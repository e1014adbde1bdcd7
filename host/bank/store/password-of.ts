import type { BankTransaction } from './parts.ts';

/** The hash of a user's password as it is now; undefined for whoever is none. */
export async function passwordOf(
  db: Pick<BankTransaction, 'selectFrom'>,
  contractId: string,
  userId: string,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('bank_user')
    .select('password')
    .where('contract_id', '=', contractId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return found?.password;
}
