/** 電子証明書方式 or IDパスワード方式: how administrator and users of a contract log in. */
export type LoginMethod = 'certificate' | 'id-password';

/** 利用形態. `same`: 全ての利用者が同じトークンを使用する, `different`: 異なるトークンを…; `none`: not started. */
export type UsageMode = 'same' | 'different' | 'none';

/**
 * Whether the contract for one-time passwords is in force. It begins with the first use or the
 * application, and ends by paper alone (利用解約依頼書), not when their use is discontinued.
 */
export type ContractState = 'none' | 'active';

/**
 * 利用中止. `codes`: too many wrong ones; the administrator lifts it (利用中止解除), or paper
 * (停止・解除依頼書). `unregistered-token`: by a token that was not registered, during a model change
 * (機種変更): only paper (利用解約依頼書) lifts it, and that clears every setting.
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
  /** A wrong code since the last right one was that of a token of the contract that is not registered. */
  readonly usedUnregistered: boolean;
  /** By wrong codes of those whom the token is registered for. */
  readonly lock?: Lock;
}

export interface User {
  readonly userId: string;
  readonly name: string;
}

/** 契約先, as the rules see it: no secrets, hashes or card. */
export interface Contract {
  /** 契約者ID(利用者番号): 6 to 10 digits. */
  readonly contractId: string;
  readonly name: string;
  readonly loginMethod: LoginMethod;
  readonly state: ContractState;
  readonly mode: UsageMode;
  readonly users: readonly User[];
  readonly registrations: readonly Registration[];
  /** Whether a token was registered since the mode was chosen: then another one is a model change. */
  readonly hadToken: boolean;
  /** Wrong serials and codes at registration, in a row. A change of mode does not reset them. */
  readonly wrongRegistrations: number;
  /** By wrong codes at registration: it locks all of the contract. */
  readonly lock?: Lock;
}

/** 紛失, 盗難. */
export type AccidentReason = 'loss' | 'theft';

/** 事故設定: for loss or theft, for a time. */
export interface Accident {
  readonly reason: AccidentReason;
  /** Who has set it lifts it; what the bank has set by a call only the bank lifts. */
  readonly by: 'administrator' | 'operator';
  /** Unix milliseconds. */
  readonly at: number;
}
