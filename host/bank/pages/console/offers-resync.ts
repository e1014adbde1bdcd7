import type { ContractView } from '../../domain/views.ts';

/** Whether a token of the contract can be put right by two codes: 同期ズレ補正. */
export function offersResync({ resync = [] }: ContractView): boolean {
  return resync.length > 0;
}
