import { registrationOf, tokenOf } from '../domain/books.ts';
import type { Holder, Registration } from '../domain/contract.ts';
import { challengeDigits } from '../domain/challenge-digits.ts';
import type { Books } from '../domain/decision.ts';
import { lockCause } from '../domain/lock-cause.ts';
import type { ContractView, CurrentToken, LockView, TokenView } from '../domain/views.ts';
import type { Policy } from '../policy/policy.ts';
import type { OpenBooks } from './bank-books.ts';
import { tokenOfRow, type TokenRow } from './contract-rows.ts';
import { parametersOf } from './judge.ts';
import type { BankParts } from './parts.ts';

/** Who of a contract is suspended: user ids, and the empty id for the administrator. */
export type Suspended = ReadonlySet<string>;

export function contractView(
  books: Books,
  { bankCode, policy }: Pick<BankParts['settings'], 'bankCode' | 'policy'>,
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
    locks: locksOf(books, policy),
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

export function locksOf(books: Books, policy: Policy): readonly LockView[] {
  const { lock: whole, registrations } = books.contract;
  const own: LockView[] =
    whole === undefined
      ? []
      : [{ holder: { kind: 'contract' }, ...whole, cause: lockCause(books, whole, policy) }];
  const others = registrations.flatMap((of) => {
    const { holder, lock } = of;
    return lock === undefined
      ? []
      : [{ holder, ...lock, cause: lockCause(books, lock, policy, of) }];
  });
  return [...own, ...others];
}

/** Of the challenges that tokens of open books answer, if they do. */
export function digitsOf({ tokenRows }: Pick<OpenBooks, 'tokenRows'>): {
  readonly challengeDigits?: number;
} {
  const digits = challengeDigits([...tokenRows.values()].map(parametersOf));
  return digits === undefined ? {} : { challengeDigits: digits };
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
