import type { TokenKind, TokenMemory } from '../verify/token-key.ts';
import type { Accident } from './contract.ts';

export type { AccidentReason } from './contract.ts';

/**
 * - `stock`: in the bank's cupboard. - `assigned`: applied for on paper, or an activation was issued.
 * - `dispatched`: in the mail. - `delivered`: arrived, or activated on a phone: may be registered.
 * - `registered`. - `cancelled`: 利用登録解除; may be registered again. - `accident`: 事故設定.
 * - `replaced` by another; may come back. - `scrapped`: for good.
 */
export type TokenState =
  | 'stock'
  | 'assigned'
  | 'dispatched'
  | 'delivered'
  | 'registered'
  | 'cancelled'
  | 'accident'
  | 'replaced'
  | 'scrapped';

/** A token as the rules see it: no seed. */
export interface Token {
  readonly serial: string;
  readonly kind: TokenKind;
  readonly state: TokenState;
  /** Whose; of stock nobody's. */
  readonly contractId?: string;
  /** While in `accident`. */
  readonly accident?: Accident;
  /** Where it goes back to when the accident setting is lifted. */
  readonly before?: TokenState;
  readonly memory: TokenMemory;
}

/** The states in which a token of the contract may be registered. */
export const REGISTRABLE: ReadonlySet<TokenState> = new Set<TokenState>([
  'delivered',
  'cancelled',
  'replaced',
]);
