import { registrationOf, tokenOf } from '../domain/books.ts';
import type { Holder, Registration } from '../domain/contract.ts';
import type { Books } from '../domain/decision.ts';
import type { ContractView, CurrentToken, LockView, TokenView } from '../domain/views.ts';
import type { OpenBooks } from './bank-books.ts';
import { tokenOfRow, type TokenRow } from './contract-rows.ts';
import { parametersOf } from './judge.ts';

/** Who of a contract is suspended: user ids, and the empty id for the administrator. */
export type Suspended = ReadonlySet<string>;

export function contractView(
  books: OpenBooks,
  bankCode: string,
  suspended: Suspended,
): ContractView {
  const { contractId, name, loginMethod, state, mode, users, lock } = books.contract;
  return {
    contractId,
    bankCode,
    name,
    loginMethod,
    state,
    mode,
    users: users.map((user) => ({ ...user, suspended: suspended.has(user.userId) })),
    tokens: currentTokens(books),
    locks: locksOf(books),
    ...(lock === undefined ? {} : { lock }),
    suspended: suspended.has(''),
  };
}

/** 現在のトークン情報(シリアル番号): the contract's first, then by user. */
export function currentTokens(books: Books): readonly CurrentToken[] {
  return books.contract.registrations.map((registration) => currentToken(books, registration));
}

export function currentTokenOf(books: Books, holder: Holder): CurrentToken | undefined {
  const registration = registrationOf(books.contract, holder);
  return registration === undefined ? undefined : currentToken(books, registration);
}

export function locksOf({ contract }: Books): readonly LockView[] {
  const own: LockView[] =
    contract.lock === undefined ? [] : [{ holder: { kind: 'contract' }, ...contract.lock }];
  const others = contract.registrations.flatMap(({ holder, lock }) =>
    lock === undefined ? [] : [{ holder, ...lock }],
  );
  return [...own, ...others];
}

export function tokenView(row: TokenRow): TokenView {
  const { serial, kind, state, contractId, accident, memory } = tokenOfRow(row);
  return {
    serial,
    kind,
    state,
    ...(contractId === undefined ? {} : { contractId }),
    ...(row.device_id === null ? {} : { deviceId: row.device_id }),
    ...(accident === undefined ? {} : { accident }),
    parameters: parametersOf(row),
    driftSteps: memory.driftSteps,
    wrongInARow: memory.wrongInARow,
    ...(memory.acceptedAt === undefined ? {} : { acceptedAt: memory.acceptedAt * 1000 }),
  };
}

function currentToken(books: Books, { holder, serial, since, lock }: Registration): CurrentToken {
  const token = tokenOf(books, serial);
  const accident = token?.accident;
  return {
    holder,
    serial,
    kind: token?.kind ?? 'hardware',
    since,
    ...(accident === undefined ? {} : { accident }),
    ...(lock === undefined ? {} : { lock }),
  };
}
