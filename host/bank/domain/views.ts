import type { EndReason } from '../policy/battery-end.ts';
import type { TokenKind, TokenParameters } from '../verify/token-key.ts';
import type {
  Accident,
  ContractState,
  Holder,
  Lock,
  LockKind,
  LoginMethod,
  UsageMode,
} from './contract.ts';
import type { CardQuestion } from './customer-card.ts';
import type { Transaction } from './forms.ts';
import type { LockCause } from './lock-cause.ts';
import type { TokenState } from './token.ts';

/** How far a login is: an administrator answers the card, then reads the notice (重要なお知らせ). */
export type SessionStage = 'card' | 'notice' | 'open';

/** The sentence of a session that is over: ended by time or logout, or by the suspension of its login. */
export type WhyOver = 'session-over' | 'login-suspended';

export interface SessionView {
  readonly kind: 'administrator' | 'user';
  readonly stage: SessionStage;
  readonly contractId: string;
  readonly userId?: string;
  /** Serial of the client certificate that opened it: nobody without it goes on with it. */
  readonly certificate?: string;
  /** At stage `card`. */
  readonly question?: CardQuestion;
  /** Unix milliseconds, unless it is used before. */
  readonly endsAt: number;
}

/** 現在のトークン情報(シリアル番号): one registration. */
export interface CurrentToken {
  readonly holder: Holder;
  readonly serial: string;
  readonly kind: TokenKind;
  /** Unix milliseconds. */
  readonly since: number;
  readonly accident?: Accident;
  /** 利用中止, by codes of this token. */
  readonly lock?: Lock;
}

export interface LockView {
  readonly holder: Holder;
  readonly kind: LockKind;
  readonly cause: LockCause;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface UserView {
  readonly userId: string;
  readonly name: string;
  /** 利用中止 of the login. */
  readonly suspended: boolean;
}

/** A registered token that two codes in a row put right, and what of it was off. */
export interface ResyncOffer {
  readonly serial: string;
  readonly of: 'clock' | 'counter';
}

/** What an administrator or an operator sees of a contract. */
export interface ContractView {
  readonly contractId: string;
  readonly bankCode: string;
  readonly name: string;
  readonly loginMethod: LoginMethod;
  readonly state: ContractState;
  readonly mode: UsageMode;
  readonly users: readonly UserView[];
  readonly tokens: readonly CurrentToken[];
  /** All there are: the contract's own, and those of its tokens. */
  readonly locks: readonly LockView[];
  /** The contract's own, by wrong codes at registration: it stops all of it. */
  readonly lock?: Lock;
  /** Whether the administrator's login is suspended. */
  readonly suspended: boolean;
  /** Where a token of it answers challenges, for the administrator: their digits. */
  readonly challengeDigits?: number;
  /** 同期ズレ補正, for the administrator. */
  readonly resync?: readonly ResyncOffer[];
}

/** What a user sees of himself. */
export interface UserHome {
  readonly contractId: string;
  readonly contractName: string;
  readonly userId: string;
  readonly name: string;
  readonly mode: UsageMode;
  readonly token?: CurrentToken;
  readonly lock?: LockView;
  /** Where his token answers challenges: their digits. */
  readonly challengeDigits?: number;
}

/** A token as the operator's desk sees it. */
export interface TokenView {
  readonly serial: string;
  readonly kind: TokenKind;
  readonly state: TokenState;
  readonly contractId?: string;
  readonly deviceId?: string;
  readonly accident?: Accident;
  readonly parameters: TokenParameters;
  /** Steps that it was off when a code was accepted last. */
  readonly driftSteps: number;
  readonly wrongInARow: number;
  /** Unix milliseconds. */
  readonly acceptedAt?: number;
}

/** A fob that is to be replaced soon. */
export interface EndingToken {
  readonly serial: string;
  readonly contractId?: string;
  readonly state: TokenState;
  /** The odds that it ends in the time that was asked for, 0 to 1. */
  readonly odds: number;
  /** The strongest first; `expiry`: the date printed on it (更新予定日). */
  readonly reasons: readonly (EndReason | 'expiry')[];
  /** The date printed on it, unix milliseconds. */
  readonly expiresAt?: number;
}

export interface TransactionView extends Transaction {
  readonly id: number;
  readonly userId: string;
  readonly serial: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** What happens at the bank, for those who watch. Never a code, a password or a seed. */
export interface BankEvent {
  /** One more than that of the event before. */
  readonly sequence: number;
  /** Unix milliseconds. */
  readonly at: number;
  /** `token.registered`, `contract.mode-changed`, `code.refused`, `login.refused` … */
  readonly kind: string;
  /** A contract id or serial. */
  readonly subject: string;
  readonly actor: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}
