import type { Contract } from '../domain/contract.ts';
import type { Suspended } from './contract-views.ts';
import type { BankParts, BankTransaction } from './parts.ts';
import { isSuspendedNow } from './tries.ts';

/** Whose logins of a contract are suspended. */
export async function suspendedOf(
  parts: BankParts,
  db: Pick<BankTransaction, 'selectFrom'>,
  { contractId, users }: Pick<Contract, 'contractId' | 'users'>,
): Promise<Suspended> {
  const found = new Set<string>();
  if (await isSuspendedNow(parts, db, { contractId })) found.add('');
  for (const { userId } of users) {
    if (await isSuspendedNow(parts, db, { contractId, userId })) found.add(userId);
  }
  return found;
}
