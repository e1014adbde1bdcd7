import type { Selectable } from 'kysely';
import type { ContractPage } from '../domain/contract-page.ts';
import type { Books } from '../domain/decision.ts';
import { contractFilter } from './contract-filter.ts';
import { contractOf, type ContractRow, tokenOfRow } from './contract-rows.ts';
import type { Suspended } from './contract-views.ts';
import type { BankParts, BankTransaction } from './parts.ts';
import type { BankUserTable } from './schema.ts';
import { keyOf } from './tries.ts';

/** A contract as it stood at one moment. */
export interface BooksSeen {
  readonly books: Books;
  readonly suspended: Suspended;
}

/** One contract, or a page of them. */
export type BooksWanted = { readonly contractId: string } | ContractPage;

/**
 * Contracts in the order of their ids, for whoever only looks: nobody who changes something is
 * waited for or held up. On SQLite, where one writes at a time anyway, it is their turn.
 */
export async function lookIntoBooks(
  parts: BankParts,
  wanted: BooksWanted,
): Promise<readonly BooksSeen[]> {
  const { database } = parts;
  const look = (db: BankTransaction): Promise<readonly BooksSeen[]> => seen(parts, db, wanted);
  if (database.dialect === 'sqlite') return await database.write(look);
  const { read } = database;
  const transaction = read.transaction().setIsolationLevel('repeatable read');
  return await transaction.setAccessMode('read only').execute(look);
}

async function contractRows(
  db: BankTransaction,
  wanted: BooksWanted,
): Promise<readonly ContractRow[]> {
  const contracts = db.selectFrom('contract').selectAll().orderBy('contract_id');
  return 'contractId' in wanted
    ? await contracts.where('contract_id', '=', wanted.contractId).execute()
    : await contracts.where(contractFilter(wanted)).limit(wanted.most).execute();
}

async function seen(
  { settings }: BankParts,
  db: BankTransaction,
  wanted: BooksWanted,
): Promise<readonly BooksSeen[]> {
  const contracts = await contractRows(db, wanted);
  if (contracts.length === 0) return [];
  const ids = contracts.map(({ contract_id }) => contract_id);
  const registrations = await db
    .selectFrom('registration')
    .selectAll()
    .where('contract_id', 'in', ids)
    .orderBy('user_id')
    .execute();
  const users = await db
    .selectFrom('bank_user')
    .select(['contract_id', 'user_id', 'name'])
    .where('contract_id', 'in', ids)
    .orderBy('user_id')
    .execute();
  const tokens = await db
    .selectFrom('token')
    .selectAll()
    .where('contract_id', 'in', ids)
    .orderBy('serial')
    .execute();
  const { lockAfter } = settings.login;
  const shutOut = await db
    .selectFrom('login_tries')
    .select('who')
    .where('known', '=', 1)
    .where('wrong', '>=', lockAfter > 0 ? lockAfter : Number.MAX_SAFE_INTEGER)
    .execute();
  const isShutOut = new Set(shutOut.map(({ who }) => who));
  const registrationsOf = Map.groupBy(registrations, ({ contract_id }) => contract_id);
  const usersOf = Map.groupBy(users, ({ contract_id }) => contract_id);
  const tokensOf = Map.groupBy(tokens, ({ contract_id }) => contract_id);
  return contracts.map((row) => {
    const { contract_id: id } = row;
    const named = (usersOf.get(id) ?? []).map(({ user_id, name }) => ({ userId: user_id, name }));
    return {
      books: {
        contract: contractOf(row, named, registrationsOf.get(id) ?? []),
        tokens: (tokensOf.get(id) ?? []).map(tokenOfRow),
      },
      suspended: suspendedIn(isShutOut, id, usersOf.get(id) ?? []),
    };
  });
}

function suspendedIn(
  shutOut: ReadonlySet<string>,
  contractId: string,
  users: readonly Pick<Selectable<BankUserTable>, 'user_id'>[],
): Suspended {
  const ids = users.map(({ user_id }) => user_id);
  const suspended = ids.filter((userId) => shutOut.has(keyOf({ contractId, userId })));
  return new Set([...suspended, ...(shutOut.has(keyOf({ contractId })) ? [''] : [])]);
}
