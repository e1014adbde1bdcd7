import type { Holder, LockKind, UsageMode } from '../domain/contract.ts';
import type { TransactionKind } from '../domain/forms.ts';
import type { AccidentReason, TokenState } from '../domain/token.ts';
import type { ContractView } from '../domain/views.ts';
import type { TokenKind } from '../verify/token-key.ts';
import type { View } from './view.ts';

/** `waiting`: an app that was issued and that no phone has set up. */
export type SeenState = TokenState | 'waiting';

type Words<Key extends string> = Readonly<Record<Key, readonly [ja: string, en: string]>>;

const MODES: Words<UsageMode> = {
  same: ['全ての利用者が同じトークンを使用する', 'All users use the same token'],
  different: ['全ての利用者が異なるトークンを使用する', 'Every user uses a different token'],
  none: ['利用開始前', 'Not started'],
};
const KINDS: Words<TokenKind> = {
  hardware: ['ハードウェアトークン', 'Hardware token'],
  software: ['ソフトウェアトークン', 'Software token'],
};
const REASONS: Words<AccidentReason> = { loss: ['紛失', 'lost'], theft: ['盗難', 'stolen'] };
const STATES: Words<SeenState> = {
  stock: ['在庫', 'In stock'],
  assigned: ['発送待ち', 'To be sent'],
  waiting: ['アプリ設定待ち', 'App not set up yet'],
  dispatched: ['発送済み', 'Sent'],
  delivered: ['お届け済み', 'Delivered'],
  registered: ['利用登録済み', 'Registered'],
  cancelled: ['利用登録解除', 'Cancelled'],
  accident: ['利用停止中（事故設定）', 'Stopped'],
  replaced: ['交換済み', 'Replaced'],
  scrapped: ['廃棄', 'Scrapped'],
};
const TRANSACTIONS: Words<TransactionKind> = {
  transfer: ['振込', 'Transfer'],
  'cancel-reservation': ['予約取消', 'Cancelling of a reservation'],
  'tax-payment': ['税金・各種料金の払込み', 'Taxes and fees'],
  'file-transfer': ['ファイル伝送', 'File transfer'],
};
const LOCKS: Words<LockKind> = {
  codes: ['利用中止', 'Suspended'],
  'unregistered-token': [
    'お手続きされていないトークンによる利用中止',
    'Suspended by an unregistered token',
  ],
};

/** In the order of a token's life. */
export const SEEN_STATES = Object.keys(STATES).filter(isSeenState);

export function isSeenState(text: string): text is SeenState {
  return Object.hasOwn(STATES, text);
}

export function seenState({
  kind,
  state,
}: {
  readonly kind: TokenKind;
  readonly state: TokenState;
}): SeenState {
  return kind === 'software' && state === 'assigned' ? 'waiting' : state;
}

const told = ({ t }: View, [ja, en]: readonly [string, string]): string => t(ja, en);

export const modeName = (view: View, mode: UsageMode): string => told(view, MODES[mode]);
export const tokenKind = (view: View, kind: TokenKind): string => told(view, KINDS[kind]);
export const reasonName = (view: View, reason: AccidentReason): string =>
  told(view, REASONS[reason]);
export const tokenState = (view: View, state: SeenState): string => told(view, STATES[state]);
export const lockName = (view: View, kind: LockKind): string => told(view, LOCKS[kind]);
export const transactionName = (view: View, kind: TransactionKind): string =>
  told(view, TRANSACTIONS[kind]);

/** Somebody's name with his number: 田中（1303）. */
export function withId({ t }: Pick<View, 't'>, name: string, id: string): string {
  return t(`${name}（${id}）`, `${name} (${id})`);
}

/** 利用者全員, or the name of one. */
export function holderName(
  view: View,
  { users }: Pick<ContractView, 'users'>,
  holder: Holder,
): string {
  if (holder.kind === 'contract') return view.t('全ての利用者', 'All users');
  return users.find(({ userId }) => userId === holder.userId)?.name ?? holder.userId;
}

export function yen(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}
