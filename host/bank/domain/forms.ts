/**
 * Paper (書面). `token-application`: 申込書 for a hardware token; `termination`: 利用解約依頼書, which
 * clears every setting; `release`: 停止・解除依頼書, which lifts 利用中止 and accident settings.
 */
export type FormKind = 'token-application' | 'termination' | 'release';

/** A form as it arrives at the counter. The same number twice is the same form: nothing happens twice. */
export interface PaperForm {
  readonly kind: FormKind;
  /** What the branch stamps on it: 1 to 32 letters, digits, hyphens. */
  readonly formNumber: string;
  readonly contractId: string;
  /** `release`: whose login or token; the administrator's and all of the contract's if absent. */
  readonly userId?: string;
  /** `token-application`: a serial of stock; any hardware token of stock if absent. */
  readonly serial?: string;
}

/** 特定取引: what cannot be done without a code. Amounts in yen. */
export interface Transaction {
  readonly kind: TransactionKind;
  /** 1 to 48 characters: payee, tax office, file. */
  readonly to: string;
  /** 1 to 9,999,999,999. */
  readonly amount: number;
}

export type TransactionKind = 'transfer' | 'cancel-reservation' | 'tax-payment' | 'file-transfer';
