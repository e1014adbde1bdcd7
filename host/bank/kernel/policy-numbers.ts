import { DAY_SECONDS } from '../policy/day-seconds.ts';
import type { CodeWindow, Policy } from '../policy/policy.ts';
import { windowInSteps } from '../policy/window-steps.ts';
import type { Motion } from '../verify/motion.ts';
import { type CountNumbers, countNumbers } from './count-numbers.ts';
import { type MotionNumbers, motionNumbers } from './motion-numbers.ts';

/**
 * A policy for one kind of token, flat: windows in the token's own steps or counters, times in
 * seconds, `Infinity` for what never comes, and -1 for a window that is not offered.
 */
export interface PolicyNumbers extends CountNumbers, MotionNumbers {
  readonly firstBehind: number;
  readonly firstAhead: number;
  readonly normalBehind: number;
  readonly normalAhead: number;
  readonly limitBehind: number;
  readonly limitAhead: number;
  /** Idle time after which windows grow. */
  readonly growsAfterSeconds: number;
  /** By so many thousandths of a second a day. */
  readonly growsBehind: number;
  readonly growsAhead: number;
  readonly followsDrift: boolean;
  /** The first of two codes that come one by one; -1 where no such resynchronisation is offered. */
  readonly farBehind: number;
  readonly farAhead: number;
  /** From so many wrong codes in a row on it is looked for so far. */
  readonly fartherAfterWrong: number;
  readonly fartherBehind: number;
  readonly fartherAhead: number;
  /** From so many wrong codes in a row on no code is accepted alone. */
  readonly secondAfterWrong: number;
  readonly automatic: boolean;
  readonly withinSeconds: number;
  readonly gap: number;
  readonly firstCounts: boolean;
  readonly wrongNextLocks: boolean;
  /** Two codes that are given together. */
  readonly byHandBehind: number;
  readonly byHandAhead: number;
  /** Whether they open a lock. */
  readonly unlocks: boolean;
}

const NOT_OFFERED: CodeWindow = { behind: -1, ahead: -1 };
const THE_MIDDLE: CodeWindow = { behind: 0, ahead: 0 };

export function policyNumbers(policy: Policy, motion: Motion): PolicyNumbers {
  const { idle, resync } = policy;
  const moves = motionNumbers(motion);
  const window = (written: CodeWindow): CodeWindow => accepted(policy, moves, written);
  const far = (written: CodeWindow | undefined): CodeWindow =>
    written === undefined ? NOT_OFFERED : offered(policy, moves, written);
  const byOne = (written: CodeWindow | undefined): CodeWindow =>
    resync.automatic ? far(written) : NOT_OFFERED;
  const [first, normal] = [window(policy.firstUse), window(policy.normal)];
  const limit = moves.timed ? window(idle.limit) : normal;
  const [near, farther] = [byOne(resync.window), byOne(resync.afterWrong?.window)];
  const byHand = far(resync.byHand ?? resync.window);
  const manyWrong = resync.automatic ? (resync.afterWrong?.wrong ?? Infinity) : Infinity;
  return {
    ...countNumbers(policy),
    ...moves,
    firstBehind: first.behind,
    firstAhead: first.ahead,
    normalBehind: normal.behind,
    normalAhead: normal.ahead,
    limitBehind: limit.behind,
    limitAhead: limit.ahead,
    growsAfterSeconds: Math.round(idle.afterDays * DAY_SECONDS),
    growsBehind: moves.timed ? Math.round(idle.behindSecondsPerDay * 1000) : 0,
    growsAhead: moves.timed ? Math.round(idle.aheadSecondsPerDay * 1000) : 0,
    followsDrift: policy.followsDrift,
    farBehind: near.behind,
    farAhead: near.ahead,
    fartherAfterWrong: manyWrong,
    fartherBehind: farther.behind,
    fartherAhead: farther.ahead,
    secondAfterWrong: resync.afterWrong?.always === true ? manyWrong : Infinity,
    automatic: resync.automatic,
    withinSeconds: resync.withinSeconds,
    gap: resync.gap ?? 1,
    firstCounts: resync.firstCounts === true,
    wrongNextLocks: resync.wrongNextLocks === true,
    byHandBehind: byHand.behind,
    byHandAhead: byHand.ahead,
    unlocks: resync.unlocks === true,
  };
}

function accepted(policy: Policy, moves: MotionNumbers, written: CodeWindow): CodeWindow {
  if (moves.timed) return windowInSteps(policy, written, moves.stepSeconds);
  if (!moves.counted) return THE_MIDDLE;
  return { behind: 0, ahead: policy.counters?.lookAhead ?? written.ahead };
}

function offered(policy: Policy, moves: MotionNumbers, written: CodeWindow): CodeWindow {
  if (moves.timed) {
    const nowhere = written.behind === 0 && written.ahead === 0;
    return nowhere ? NOT_OFFERED : windowInSteps(policy, written, moves.stepSeconds);
  }
  const ahead = moves.counted ? (policy.counters?.resyncLookAhead ?? written.ahead) : 0;
  return ahead === 0 ? NOT_OFFERED : { behind: 0, ahead };
}
