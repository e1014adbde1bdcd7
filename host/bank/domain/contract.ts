import type { AccidentReason } from './token.ts';

/** 電子証明書方式 or IDパスワード方式: how administrator and users of a contract log in. */
export type LoginMethod = 'certificate' | 'id-password';

/** 利用形態. `same`: 全ての利用者が同じトークンを使用する, `different`: 異なるトークンを…; `none`: not started. */
export type UsageMode = 'same' | 'different' | 'none';

/** `ended` by a form (利用解約依頼書) that ends the use of one-time passwords, not by the administrator. */
export type ContractState = 'active' | 'ended';

/**
 * 利用中止. `codes`: too many wrong codes of a registered token; the administrator lifts it.
 * `unregistered-token`: by a token that was not registered, during a model change (機種変更): only the
 * paper form (利用解約依頼書) lifts it, and clears every setting.
 */
export type LockKind = 'codes' | 'unregistered-token';

export interface Lock {
  readonly kind: LockKind;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Whom a token is registered for: all users of the contract, or one of them by its id. */
export type Holder =
  { readonly kind: 'contract' } | { readonly kind: 'user'; readonly userId: string };

export interface Registration {
  readonly holder: Holder;
  readonly serial: string;
  /** Unix milliseconds. */
  readonly since: number;
}

/** Registrations that were tried for one holder and came to nothing, and what came of them. */
export interface Slot {
  readonly holder: Holder;
  /** Wrong serials or codes in a row at registration. */
  readonly wrongRegistrations: number;
  /** A wrong code since the last right one was the code of a token that is not registered. */
  readonly usedUnregistered: boolean;
  readonly lock?: Lock;
}

/** Who may log in for a contract and what stands against it. */
export interface Login {
  /** Wrong passwords or card answers in a row. */
  readonly wrong: number;
  /** Unix milliseconds of the last wrong one. */
  readonly wrongAt?: number;
  /** 利用中止 after too many. */
  readonly lockedAt?: number;
}

export interface User {
  readonly userId: string;
  readonly name: string;
  readonly login: Login;
}

/** 契約先, as the rules see it: no secrets, hashes or card. */
export interface Contract {
  /** 契約者ID(利用者番号): digits. */
  readonly contractId: string;
  /** 金融機関コード: four digits, `1020` or `1303`. */
  readonly bankCode: string;
  readonly name: string;
  readonly loginMethod: LoginMethod;
  readonly state: ContractState;
  readonly mode: UsageMode;
  /** The administrator's (管理者). */
  readonly login: Login;
  readonly users: readonly User[];
  readonly registrations: readonly Registration[];
  readonly slots: readonly Slot[];
  /** Whether a token was registered since use began: then another registration is a model change. */
  readonly hadToken: boolean;
}

/** 事故設定: for loss or theft, for a time. */
export interface Accident {
  readonly reason: AccidentReason;
  /** Who has set it lifts it; what the bank has set by a call only the bank lifts. */
  readonly by: 'administrator' | 'operator';
  /** Unix milliseconds. */
  readonly at: number;
}
