import type { Policy } from '../../policy/policy.ts';

/** Whether a clock that is off can be put right by two codes: 時刻補正. */
export function offersResync({ resync }: Policy): boolean {
  const { behind, ahead } = resync.byHand ?? resync.window;
  return behind > 0 || ahead > 0;
}
