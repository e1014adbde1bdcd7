import type { Contract } from '../domain/contract.ts';
import { isSuspended } from '../domain/login-tries.ts';
import type { Suspended } from './contract-views.ts';
import type { BankParts, BankTransaction } from './parts.ts';
import { keyOf } from './tries.ts';

/** Whose logins of a contract are suspended. */
export async function suspendedOf(
  parts: BankParts,
  db: Pick<BankTransaction, 'selectFrom'>,
  { contractId, users }: Pick<Contract, 'contractId' | 'users'>,
): Promise<Suspended> {
  const keys = new Map(users.map(({ userId }) => [keyOf({ contractId, userId }), userId]));
  keys.set(keyOf({ contractId }), '');
  const rows = await db
    .selectFrom('login_tries')
    .select(['who', 'wrong'])
    .where('who', 'in', [...keys.keys()])
    .execute();
  const shutOut = rows.filter(({ wrong }) => isSuspended({ wrong }, parts.settings.login));
  return new Set(shutOut.map(({ who }) => keys.get(who) ?? ''));
}
