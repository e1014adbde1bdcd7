import type { Selectable } from 'kysely';
import { serialKey } from '../domain/books.ts';
import type { Contract, Holder, Lock, Registration, User } from '../domain/contract.ts';
import type { Token } from '../domain/token.ts';
import { freshMemory, type TokenParameters } from '../verify/token-key.ts';
import { tokenMemory } from '../verify/token-memory.ts';
import { accidentColumn, readJson } from './json-columns.ts';
import type { ContractTable, RegistrationTable, TokenTable } from './schema.ts';

export type ContractRow = Selectable<ContractTable>;
export type TokenRow = Selectable<TokenTable>;

interface LockColumns {
  readonly lock_kind: Lock['kind'] | null;
  readonly lock_unix_ms: number | null;
}

/** What of a contract's row rules change. */
export type ContractChanges = Pick<
  ContractRow,
  'state' | 'mode' | 'had_token' | 'wrong_registrations' | 'lock_kind' | 'lock_unix_ms'
>;

const NEW_CONTRACT = {
  state: 'none',
  mode: 'none',
  had_token: 0,
  wrong_registrations: 0,
  lock_kind: null,
  lock_unix_ms: null,
  card_question: null,
} as const;

const NEW_TOKEN = {
  contract_id: null,
  accident: null,
  before_state: null,
  memory: JSON.stringify(freshMemory),
  seed: null,
  seed_fingerprint: null,
  device_id: null,
  manufacturer: null,
  model: null,
  expiry_unix_s: null,
} as const;

export type TokenChanges = Pick<
  TokenRow,
  'state' | 'contract_id' | 'accident' | 'before_state' | 'memory'
>;

/** A contract's row as it begins. */
export function newContractRow(
  row: Omit<ContractRow, keyof typeof NEW_CONTRACT> & Partial<ContractRow>,
): ContractRow {
  return { ...NEW_CONTRACT, ...row };
}

/** A token's row as it begins: it has no seed and nobody has used it. */
export function newTokenRow(
  serial: string,
  parameters: TokenParameters,
  row: Pick<TokenRow, 'kind' | 'state' | 'added_unix_ms'> & Partial<TokenRow>,
): TokenRow {
  return {
    ...NEW_TOKEN,
    serial,
    serial_key: serialKey(serial),
    parameters: JSON.stringify(parameters),
    ...row,
  };
}

export function contractOf(
  row: ContractRow,
  users: readonly User[],
  registrations: readonly Selectable<RegistrationTable>[],
): Contract {
  return {
    contractId: row.contract_id,
    name: row.name,
    loginMethod: row.login_method,
    state: row.state,
    mode: row.mode,
    users,
    registrations: registrations.map(registrationOfRow),
    hadToken: row.had_token === 1,
    wrongRegistrations: row.wrong_registrations,
    ...lockOf(row),
  };
}

export function contractChanges(contract: Contract): ContractChanges {
  return {
    state: contract.state,
    mode: contract.mode,
    had_token: contract.hadToken ? 1 : 0,
    wrong_registrations: contract.wrongRegistrations,
    ...lockColumns(contract.lock),
  };
}

export function registrationOfRow(row: Selectable<RegistrationTable>): Registration {
  return {
    holder: holderOfColumn(row.user_id),
    serial: row.serial,
    since: row.since_unix_ms,
    usedUnregistered: row.used_unregistered === 1,
    ...lockOf(row),
  };
}

export function registrationColumns(
  contractId: string,
  registration: Registration,
): Selectable<RegistrationTable> {
  return {
    contract_id: contractId,
    user_id: holderColumn(registration.holder),
    serial: registration.serial,
    since_unix_ms: registration.since,
    used_unregistered: registration.usedUnregistered ? 1 : 0,
    ...lockColumns(registration.lock),
  };
}

export function holderColumn(holder: Holder): string {
  return holder.kind === 'user' ? holder.userId : '';
}

function holderOfColumn(userId: string): Holder {
  return userId === '' ? { kind: 'contract' } : { kind: 'user', userId };
}

export function tokenOfRow(row: TokenRow): Token {
  return {
    serial: row.serial,
    kind: row.kind,
    state: row.state,
    ...(row.contract_id === null ? {} : { contractId: row.contract_id }),
    ...(row.accident === null ? {} : { accident: readJson(accidentColumn, row.accident) }),
    ...(row.before_state === null ? {} : { before: row.before_state }),
    memory: readJson(tokenMemory, row.memory),
  };
}

export function tokenChanges(token: Token): TokenChanges {
  return {
    state: token.state,
    contract_id: token.contractId ?? null,
    accident: token.accident === undefined ? null : JSON.stringify(token.accident),
    before_state: token.before ?? null,
    memory: JSON.stringify(token.memory),
  };
}

function lockOf({ lock_kind, lock_unix_ms }: LockColumns): { readonly lock?: Lock } {
  if (lock_kind === null || lock_unix_ms === null) return {};
  return { lock: { kind: lock_kind, at: lock_unix_ms } };
}

function lockColumns(lock: Lock | undefined): LockColumns {
  return { lock_kind: lock?.kind ?? null, lock_unix_ms: lock?.at ?? null };
}
