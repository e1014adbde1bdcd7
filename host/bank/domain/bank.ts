import type { Secret } from '@fobkit/protocol';
import type { Policy } from '../policy/policy.ts';
import type { Challenge } from '../verify/code-source.ts';
import type { TokenParameters } from '../verify/token-key.ts';
import type { Actor, AdministratorActor, OperatorActor, StaffActor, UserActor } from './actor.ts';
import type { LoginMethod, UsageMode } from './contract.ts';
import type { ContractList, ContractPage } from './contract-page.ts';
import type { CardQuestion, CustomerCard } from './customer-card.ts';
import type { EventPage } from './event-page.ts';
import type { PaperForm, Transaction } from './forms.ts';
import type { Reply } from './reply.ts';
import type { AccidentReason } from './token.ts';
import type {
  BankEvent,
  ContractView,
  CurrentToken,
  EndingToken,
  SessionView,
  TokenView,
  TransactionView,
  UserHome,
  WhyOver,
} from './views.ts';

/**
 * The bank, as pages, API, RADIUS, app and CLI call it. Nothing rejects for what a customer does
 * wrong: that is a `Refused` with its sentence. It rejects with `StoreError` when the store is gone,
 * and with `BusyError` when more passwords come than can be looked at.
 * Texts may be of any length: whatever is out of bounds is refused by its sentence.
 */
export interface Bank {
  /** 金融機関コード: of all its contracts. */
  readonly bankCode: string;
  readonly policy: Policy;
  readonly login: LoginDesk;
  readonly administrator: AdministratorDesk;
  readonly user: UserDesk;
  readonly operator: OperatorDesk;
  readonly app: AppDesk;
  readonly codes: CodeDesk;
  readonly events: EventDesk;
  /** Rejects with `StoreError` or `VaultError` when it could seal or read nothing more. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** By whom somebody says to be: the name in a client certificate, `契約者ID+1303`, or an ID. */
export type Claimed = {
  /** Where he comes from, such as an address: each such place has its share of the work. */
  readonly from?: string;
} & (
  | {
      readonly by: 'certificate';
      readonly certificateName: string;
      /** What it opens is over when that serial is revoked. */
      readonly certificateSerial: string;
    }
  | { readonly by: 'id'; readonly contractId: string }
);

export interface LoginDesk {
  /** C: ご契約先暗証番号. The card is asked next. Says the same whatever is wrong, after the same work. */
  administrator(
    who: Claimed,
    loginCode: string,
  ): Promise<Reply<{ readonly session: string; readonly question: CardQuestion }>>;
  /** E: 確認用パスワード, two digits for each asked position. The same pair is asked until it is answered. */
  answerCard(session: string, answer: readonly [string, string]): Promise<Reply>;
  /** 重要なお知らせ → 次へ. */
  readNotice(session: string): Promise<Reply>;
  /** A user of the contract; his own certificate, where the contract logs in by certificate. */
  user(
    who: Claimed,
    user: { readonly userId: string; readonly password: string },
  ): Promise<Reply<{ readonly session: string }>>;
  /** Undefined when it is over or never was. */
  session(session: string): Promise<SessionView | undefined>;
  /** Of a session that is over. */
  whyOver(session: string): Promise<WhyOver>;
  logout(session: string): Promise<void>;
}

/** What stands in the form of 利用登録. */
export interface RegistrationForm {
  readonly serial: string;
  readonly code: string;
  /** ご契約先確認暗証番号. */
  readonly confirmation: string;
  /** Usage mode `different`: the one user that is chosen. */
  readonly userIds?: readonly string[];
  /** The mode that the form was shown for: if it was changed meanwhile, nothing is registered. */
  readonly mode?: UsageMode;
  /** OCRA: the challenge that the code answers. */
  readonly challenge?: Challenge;
}

/** Whose settings: of the contract (absent) in mode `same`, of one user in mode `different`. */
export interface Whose {
  readonly userId?: string;
  /** ご契約先確認暗証番号. */
  readonly confirmation: string;
}

/** ご契約先管理情報変更 → 利用者情報登録/変更 → ワンタイムパスワードの設定. */
export interface AdministratorDesk {
  contract(actor: AdministratorActor): Promise<Reply<{ readonly contract: ContractView }>>;
  /** 現在のトークン情報(シリアル番号). */
  currentTokens(
    actor: AdministratorActor,
  ): Promise<Reply<{ readonly tokens: readonly CurrentToken[] }>>;
  /** 利用開始, with the choice of 利用形態. */
  startUse(actor: AdministratorActor, mode: 'same' | 'different'): Promise<Reply>;
  /** 変更. Without `confirmed` refused by `mode-change-warning`; with it every token is de-registered. */
  changeMode(
    actor: AdministratorActor,
    mode: 'same' | 'different',
    confirmed: boolean,
  ): Promise<Reply>;
  /** 利用登録. Over a registered token: that one is replaced. No sentence unless the bank is set so. */
  register(actor: AdministratorActor, form: RegistrationForm): Promise<Reply>;
  /** 利用登録解除. */
  cancel(actor: AdministratorActor, whose: Whose): Promise<Reply>;
  /** 利用中止解除: of wrong codes, and of the login of that user. */
  unlock(actor: AdministratorActor, whose: Whose): Promise<Reply>;
  /** 時刻補正: two codes, one after the other. */
  resynchronise(
    actor: AdministratorActor,
    whose: Whose & { readonly codes: readonly [string, string] },
  ): Promise<Reply>;
  /** 事故設定, for loss or theft. */
  setAccident(
    actor: AdministratorActor,
    whose: Whose & { readonly reason: AccidentReason },
  ): Promise<Reply>;
  liftAccident(actor: AdministratorActor, whose: Whose): Promise<Reply>;
  /** ご契約先認証情報変更. */
  changeSecrets(actor: AdministratorActor, change: ChangedSecrets): Promise<Reply>;
  /** 利用者情報の新規登録. */
  addUser(actor: AdministratorActor, confirmation: string, user: NewUser): Promise<Reply>;
  /** 利用者情報の編集. */
  changeUser(actor: AdministratorActor, confirmation: string, user: ChangedUser): Promise<Reply>;
  /** ワンタイムパスワードの利用中止. Without `confirmed` refused by `discontinue-warning`. */
  discontinue(actor: AdministratorActor, confirmation: string, confirmed: boolean): Promise<Reply>;
}

export interface UserDesk {
  home(actor: UserActor): Promise<Reply<{ readonly home: UserHome }>>;
  /** 特定取引 with the code of the user's token. */
  transact(
    actor: UserActor,
    transaction: Transaction,
    proof: { readonly code: string; readonly challenge?: Challenge },
  ): Promise<Reply<{ readonly transactionId: number }>>;
  transactions(
    actor: UserActor,
  ): Promise<Reply<{ readonly transactions: readonly TransactionView[] }>>;
}

/** A contract as the branch opens it. Passwords 6 to 12 half-width letters and digits. */
export interface NewContract {
  /** 6 to 10 digits. */
  readonly contractId: string;
  readonly name: string;
  readonly loginMethod: LoginMethod;
  /** ご契約先暗証番号. */
  readonly loginCode: string;
  /** ご契約先確認暗証番号. */
  readonly confirmation: string;
  readonly users: readonly NewUser[];
}

export interface NewUser {
  /** 1 to 20 letters, digits, dots, underlines, hyphens; a letter or digit first. */
  readonly userId: string;
  readonly name: string;
  readonly password: string;
}

/** What of a user is to be otherwise; the password stays if absent. */
export type ChangedUser = Omit<NewUser, 'password'> & { readonly password?: string };

/** What is to take the place of the contract's passwords; what is absent stays. */
export interface ChangedSecrets {
  /** ご契約先確認暗証番号, as it is. */
  readonly confirmation: string;
  /** ご契約先暗証番号. */
  readonly loginCode?: string;
  readonly newConfirmation?: string;
}

/** A token with its seed, as an export of a station or PSKC gives it. The seed stays the caller's. */
export interface ImportedToken {
  readonly serial: string;
  readonly parameters: TokenParameters;
  readonly seed: Secret;
  readonly deviceId?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** Unix seconds. */
  readonly expiry?: number;
}

export interface ImportFault {
  readonly serial: string;
  readonly message: string;
}

/** 当金庫: the desk of the branch. */
export interface OperatorDesk {
  /** The card is given once, to be printed. */
  openContract(
    actor: StaffActor,
    contract: NewContract,
  ): Promise<Reply<{ readonly card: CustomerCard }>>;
  addUser(actor: StaffActor, contractId: string, user: NewUser): Promise<Reply>;
  /** The card again, for another print. On record. */
  card(actor: StaffActor, contractId: string): Promise<Reply<{ readonly card: CustomerCard }>>;
  contracts(actor: StaffActor, page: ContractPage): Promise<ContractList>;
  contract(actor: StaffActor, contractId: string): Promise<ContractView | undefined>;
  tokens(actor: StaffActor, contractId?: string): Promise<readonly TokenView[]>;
  token(actor: StaffActor, serial: string): Promise<TokenView | undefined>;
  /** All or none: `faults` lists every token that cannot be had. Hardware fobs into stock. */
  importTokens(
    actor: StaffActor,
    tokens: readonly ImportedToken[],
  ): Promise<
    | { readonly outcome: 'done'; readonly imported: number }
    | { readonly outcome: 'refused'; readonly faults: readonly ImportFault[] }
  >;
  /** Paper as it arrives. `token-application` assigns a token, `termination` clears every setting. */
  takeForm(actor: OperatorActor, form: PaperForm): Promise<Reply<{ readonly serial?: string }>>;
  dispatch(actor: OperatorActor, serial: string): Promise<Reply>;
  /** 郵送着. */
  arrive(actor: OperatorActor, serial: string): Promise<Reply>;
  scrap(actor: OperatorActor, serial: string, why: string): Promise<Reply>;
  /** A customer calls: the token is lost or stolen. It is stopped at once. */
  reportCall(
    actor: OperatorActor,
    call: { readonly serial: string; readonly reason: AccidentReason; readonly remark?: string },
  ): Promise<Reply>;
  /** Fobs that are to be replaced within so many days (1 to 3,650), the surest end first. */
  ending(actor: StaffActor, withinDays: number): Promise<readonly EndingToken[]>;
}

/** The software token on a phone. */
export interface AppDesk {
  /** Gives a code that activates one app, once. The serial is the one that the app will show. */
  issueActivation(
    actor: AdministratorActor | StaffActor,
    forWhom?: { readonly contractId?: string },
  ): Promise<
    Reply<{ readonly activationCode: string; readonly serial: string; readonly endsAt: number }>
  >;
  /** The app redeems it; from then on the token may be registered. The seed stays the caller's. */
  activate(
    activationCode: string,
    agreed: { readonly seed: Secret; readonly device?: string },
  ): Promise<
    Reply<{
      readonly serial: string;
      readonly parameters: TokenParameters;
      readonly bankCode: string;
    }>
  >;
}

/** Judging of codes for gateways: RADIUS, the API. */
export interface CodeDesk {
  /**
   * Of a user by contract and user id. Whatever stands against it (an unknown user, a lock, a loss, no
   * settings, a wrong password, codes that come too fast) is `code-wrong`, after the same work; why is
   * on record. `code-used` and `code-next` are said of codes that the token has shown.
   */
  verify(
    actor: Actor,
    of: { readonly contractId: string; readonly userId: string },
    proof: {
      readonly code: string;
      readonly challenge?: Challenge;
      /** The user's password, where the gateway asks for both. */
      readonly password?: string;
    },
  ): Promise<Reply<{ readonly serial: string }>>;
}

export interface EventDesk {
  /** What came after `sequence`, at most 500, oldest first. */
  after(actor: StaffActor, sequence: number): Promise<readonly BankEvent[]>;
  /** The last ones, newest first. */
  latest(actor: StaffActor, page: EventPage): Promise<readonly BankEvent[]>;
  /** Calls `listener` for what this process does from now on. The function that comes back ends that. */
  subscribe(actor: StaffActor, listener: (event: BankEvent) => void): () => void;
}
