import { sameHolder } from '../domain/books.ts';
import type { Contract, Holder, Registration } from '../domain/contract.ts';
import type { Books, Decision } from '../domain/decision.ts';
import { REGISTRABLE, type Token } from '../domain/token.ts';
import {
  contractChanges,
  contractOf,
  type ContractRow,
  holderColumn,
  registrationColumns,
  tokenChanges,
  tokenOfRow,
  type TokenRow,
} from './contract-rows.ts';
import type { BankParts, BankTransaction } from './parts.ts';

/** A contract and its tokens, locked until the end of the transaction. */
export interface OpenBooks extends Books {
  readonly row: ContractRow;
  readonly tokenRows: ReadonlyMap<string, TokenRow>;
}

/** So many tokens that are not registered are looked at when a code is wrong, the newest first. */
const MOST_UNREGISTERED = 64;

/** Which part of a contract's books is wanted, and what for. */
export interface Wanted {
  /** Of registrations and tokens those of one holder, and some tokens that are not registered. */
  readonly holder?: (row: ContractRow) => Holder;
  /** Whoever only looks locks nothing, and decides nothing by what he sees. */
  readonly toLook?: boolean;
}

export const TO_LOOK: Wanted = { toLook: true };

/** Locks the contract's row: whoever changes anything of a contract has it. */
export async function lockContract(
  parts: BankParts,
  db: BankTransaction,
  contractId: string,
): Promise<ContractRow | undefined> {
  return await contractRow(db, contractId, locks(parts, {}));
}

/** Locks the contract, then its tokens in the order of their serials. */
export async function openBooks(
  parts: BankParts,
  db: BankTransaction,
  contractId: string,
  wanted: Wanted = {},
): Promise<OpenBooks | undefined> {
  const isLocked = locks(parts, wanted);
  const row = await contractRow(db, contractId, isLocked);
  if (row === undefined) return undefined;
  const holder = wanted.holder?.(row);
  const registrations = await db
    .selectFrom('registration')
    .selectAll()
    .where('contract_id', '=', contractId)
    .$if(holder !== undefined, (query) =>
      query.where('user_id', '=', holder === undefined ? '' : holderColumn(holder)),
    )
    .orderBy('user_id')
    .execute();
  const users = await db
    .selectFrom('bank_user')
    .select(['user_id', 'name'])
    .where('contract_id', '=', contractId)
    .$if(holder?.kind === 'user', (query) =>
      query.where('user_id', '=', holder?.kind === 'user' ? holder.userId : ''),
    )
    .orderBy('user_id')
    .execute();
  const tokenRows = await tokensOf(db, contractId, {
    isLocked,
    ...(holder === undefined ? {} : { serials: registrations.map(({ serial }) => serial) }),
  });
  const named = users.map(({ user_id, name }) => ({ userId: user_id, name }));
  return {
    contract: contractOf(row, named, registrations),
    tokens: tokenRows.map(tokenOfRow),
    row,
    tokenRows: new Map(tokenRows.map((one) => [one.serial, one])),
  };
}

/** On SQLite the whole database is one's own. */
function locks({ database }: BankParts, { toLook = false }: Wanted): boolean {
  return database.dialect === 'postgres' && !toLook;
}

async function contractRow(
  db: BankTransaction,
  contractId: string,
  isLocked: boolean,
): Promise<ContractRow | undefined> {
  return await db
    .selectFrom('contract')
    .selectAll()
    .where('contract_id', '=', contractId)
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirst();
}

async function tokensOf(
  db: BankTransaction,
  contractId: string,
  { serials, isLocked }: { readonly serials?: readonly string[]; readonly isLocked: boolean },
): Promise<readonly TokenRow[]> {
  const all = db.selectFrom('token').selectAll().where('contract_id', '=', contractId);
  if (serials === undefined) {
    const ordered = all.orderBy('serial').$if(isLocked, (query) => query.forUpdate());
    return await ordered.execute();
  }
  const registered = await all
    .where('serial', 'in', ['', ...serials])
    .orderBy('serial')
    .$if(isLocked, (query) => query.forUpdate())
    .execute();
  // These are only looked at, so that they are not locked.
  const others = await all
    .where('state', 'in', [...REGISTRABLE])
    .orderBy('added_unix_ms', 'desc')
    .orderBy('serial')
    .limit(MOST_UNREGISTERED)
    .execute();
  return [...registered, ...others];
}

/** Writes what a rule has decided: what has changed and nothing else. */
export async function writeDecision(
  db: BankTransaction,
  before: Books,
  { contract, tokens }: Pick<Decision, 'contract' | 'tokens'>,
): Promise<void> {
  if (contract !== before.contract) await writeContract(db, before.contract, contract);
  for (const token of tokens) await writeToken(db, token);
  await writeRegistrations(db, before.contract, contract);
}

async function writeToken(db: BankTransaction, token: Token): Promise<void> {
  await db
    .updateTable('token')
    .set(tokenChanges(token))
    .where('serial', '=', token.serial)
    .execute();
}

async function writeContract(
  db: BankTransaction,
  before: Contract,
  after: Contract,
): Promise<void> {
  const changes = contractChanges(after);
  if (JSON.stringify(changes) !== JSON.stringify(contractChanges(before))) {
    const { contractId } = after;
    await db.updateTable('contract').set(changes).where('contract_id', '=', contractId).execute();
  }
}

async function writeRegistrations(
  db: BankTransaction,
  { contractId, registrations: before }: Contract,
  { registrations: after }: Contract,
): Promise<void> {
  const inBoth = (one: Registration, others: readonly Registration[]): boolean =>
    others.some((other) => sameHolder(one.holder, other.holder));
  for (const gone of before.filter((one) => !inBoth(one, after))) {
    await db
      .deleteFrom('registration')
      .where('contract_id', '=', contractId)
      .where('user_id', '=', holderColumn(gone.holder))
      .execute();
  }
  for (const one of after.filter((registration) => !before.includes(registration))) {
    const { contract_id, user_id, ...rest } = registrationColumns(contractId, one);
    await db
      .insertInto('registration')
      .values({ contract_id, user_id, ...rest })
      .onConflict((conflict) => conflict.columns(['contract_id', 'user_id']).doUpdateSet(rest))
      .execute();
  }
}
