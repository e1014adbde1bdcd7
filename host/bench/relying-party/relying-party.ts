import type { LoadedParameters } from '@fobkit/protocol';
import type { BankOutcome } from '../scenario/model.ts';

/** What a relying party keeps of a token: how its codes are made, not what is on its screens. */
export interface TokenKey {
  readonly serialLabel: string;
  readonly seed: Uint8Array;
  readonly parameters: LoadedParameters;
}

export interface Verification {
  readonly outcome: BankOutcome;
  /**
   * Steps or counters that an accepted code was off; when it is judged, of one too that is in the
   * window and comes too late: it is replayed, or wrong since a later one was accepted.
   */
  readonly offset?: number;
}

/**
 * Somebody who verifies the codes of a token. The default judges by otplib; the bank is another.
 * `unixSeconds` is always the relying party's own time.
 */
export interface RelyingParty {
  /** `duplicate` when a token with that serial label is there already. */
  register(key: TokenKey, unixSeconds: number): Promise<'ok' | 'duplicate'>;
  /** Forgets a token, whose codes are `unknown` from then on; one that is not there is no error. */
  cancel(serialLabel: string): Promise<void>;
  /** Accepts, refuses and counts; a code that was accepted once is `replayed` ever after. */
  verify(serialLabel: string, code: string, unixSeconds: number): Promise<Verification>;
  /** Whether the code would be accepted in a window, changing nothing. */
  judge(
    serialLabel: string,
    code: string,
    at: { readonly unixSeconds: number; readonly window?: number },
  ): Promise<Verification>;
  /** Two codes, one after the other. */
  resynchronise(
    serialLabel: string,
    codes: readonly [string, string],
    unixSeconds: number,
  ): Promise<'ok' | 'refused'>;
  isLocked(serialLabel: string): Promise<boolean>;
  unlock(serialLabel: string): Promise<void>;
  /** Lets go of what it keeps outside; absent where that is nothing. */
  close?(): Promise<void>;
}
