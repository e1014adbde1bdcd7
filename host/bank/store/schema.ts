import type { Generated } from 'kysely';
import type { ContractState, LockKind, LoginMethod, UsageMode } from '../domain/contract.ts';
import type { TransactionKind } from '../domain/forms.ts';
import type { TokenState } from '../domain/token.ts';
import type { SessionStage } from '../domain/views.ts';
import type { TokenKind } from '../verify/token-key.ts';
import type { ApiTokenTable, ClerkTable } from './staff-tables.ts';

/** The key with which a bank signs its audit chain. */
export interface BankChainTable {
  name: string;
  /** Sealed. */
  audit_key: Uint8Array;
}

export interface ContractTable {
  contract_id: string;
  name: string;
  login_method: LoginMethod;
  state: ContractState;
  mode: UsageMode;
  had_token: number;
  wrong_registrations: number;
  lock_kind: LockKind | null;
  lock_unix_ms: number | null;
  /** Hashes: see passwords.ts. */
  login_code: string;
  confirmation: string;
  /** Sealed: the digits of the customer card. */
  card: Uint8Array;
  /** The two symbols that are asked until they are answered. */
  card_question: string | null;
  opened_unix_ms: number;
}

export interface BankUserTable {
  contract_id: string;
  user_id: string;
  name: string;
  password: string;
}

export interface RegistrationTable {
  contract_id: string;
  /** Empty: for all users of the contract. */
  user_id: string;
  serial: string;
  since_unix_ms: number;
  used_unregistered: number;
  lock_kind: LockKind | null;
  lock_unix_ms: number | null;
}

export interface TokenTable {
  serial: string;
  /** In capitals: serials are compared without regard to case. */
  serial_key: string;
  kind: TokenKind;
  state: TokenState;
  contract_id: string | null;
  /** JSON of Accident. */
  accident: string | null;
  before_state: TokenState | null;
  /** JSON of TokenMemory. */
  memory: string;
  /** JSON of TokenParameters. */
  parameters: string;
  /** Sealed; null until a software token is activated. */
  seed: Uint8Array | null;
  seed_fingerprint: Uint8Array | null;
  device_id: string | null;
  manufacturer: string | null;
  model: string | null;
  expiry_unix_s: number | null;
  added_unix_ms: number;
}

export interface PaperFormTable {
  form_number: string;
  kind: string;
  contract_id: string;
  /** SHA-256 of what was on it, hex. */
  digest: string;
  /** `token-application`: what was put aside. */
  serial: string | null;
  taken_unix_ms: number;
  taken_by: string;
}

export interface BankSessionTable {
  /** SHA-256 of the token, hex. */
  token_hash: string;
  contract_id: string;
  /** Null: the administrator's. */
  user_id: string | null;
  /** Serial of the client certificate that it was opened with. */
  certificate: string | null;
  stage: SessionStage;
  begun_unix_ms: number;
  ends_unix_ms: number;
}

/** Kept of whoever was tried, known or not. */
export interface LoginTriesTable {
  who: string;
  /** Whether there was somebody of that name. */
  known: number;
  wrong: number;
  at_unix_ms: number;
  /** Tries since it is suspended. */
  refused: Generated<number>;
}

export interface ActivationTable {
  /** SHA-256 of the code, hex. */
  code_hash: string;
  serial: string;
  ends_unix_ms: number;
  used_unix_ms: number | null;
  /** The phone that came first: base64url of its public key. */
  bound_to: string | null;
  /** Wrong first codes. */
  wrong_codes: number;
}

export interface BankTransactionTable {
  id: Generated<number>;
  contract_id: string;
  user_id: string;
  kind: TransactionKind;
  payee: string;
  amount: number;
  serial: string;
  at_unix_ms: number;
}

/** One row: what the last event's number was. */
export interface EventHeadTable {
  id: number;
  sequence: number;
}

export interface BankEventTable {
  sequence: number;
  at_unix_ms: number;
  kind: string;
  subject: string;
  actor: string;
  /** JSON. */
  facts: string;
}

export interface BankSchema {
  bank_chain: BankChainTable;
  contract: ContractTable;
  bank_user: BankUserTable;
  registration: RegistrationTable;
  token: TokenTable;
  paper_form: PaperFormTable;
  bank_session: BankSessionTable;
  login_tries: LoginTriesTable;
  activation: ActivationTable;
  bank_transaction: BankTransactionTable;
  event_head: EventHeadTable;
  bank_event: BankEventTable;
  clerk: ClerkTable;
  api_token: ApiTokenTable;
}
