import { UsageError } from '@fobkit/protocol';
import type { Policy } from '../policy/policy.ts';
import { FleetKernel, MOST_REACH } from './fleet-kernel.ts';
import { freshColumns, MEMORY_WIDTH, releaseColumns, resetColumns } from './memory-columns.ts';
import { PolicyKernel } from './policy-kernel.ts';
import type { PolicyNumbers } from './policy-numbers.ts';
import type { TwoCodes } from './two-codes.ts';

/** Of all tokens that are judged: how their codes move. */
export interface FleetCodeKind {
  readonly mode: 'totp' | 'hotp';
  /** TOTP: time step in seconds; steps count from the unix epoch. */
  readonly stepSeconds: number;
}

/**
 * The bank on tokens whose memories lie side by side, `width` numbers each; `at`: where one begins.
 * Times are whole unix seconds, factors steps or counters.
 */
export interface FleetJudge {
  readonly width: number;
  /** A token of which no code was accepted yet. */
  readonly fresh: (memory: Float64Array, at: number) => void;
  /** The middle of the window in which a code is looked for now. */
  readonly middle: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * How far around the middle it is looked for, behind × 2^16 + ahead; -1 when it is not looked at.
   */
  readonly reach: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * How far around the middle, behind × 2^16 + ahead, codes of later and later steps are accepted for
   * certain, each of them given between `from` and `until`; the middle is then where the last one was,
   * and the memory after it as if it had been the only one. -1: nothing is certain.
   */
  readonly surely: (memory: Float64Array, at: number, from: number, until: number) => number;
  /** Seconds until a code is looked at: 0 for now, `Infinity` while the token is locked. */
  readonly wait: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /** How many factors' codes would be accepted now. */
  readonly accepts: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * Judges a code of which `seen` is the factor that shows it, the nearest to the middle; -1: none.
   * The memory is changed. Returns a `Verdict` and, where the token is locked from now on, `LOCKS`.
   */
  readonly judge: (memory: Float64Array, at: number, unixSeconds: number, seen: number) => number;
  /** As `unlock` does. */
  readonly unlock: (memory: Float64Array, at: number, how: 'release' | 'reset') => void;
  /** Two codes that are given together; absent: the policy does not offer it. */
  readonly together: FleetResync | undefined;
}

/** Judges two codes in a row, as `resynchronise` does. */
export interface FleetResync {
  /** Whether they open a lock; else it is to be lifted before. */
  readonly unlocks: boolean;
  /** How far around the middle, now, the two are looked for. */
  readonly behind: number;
  readonly ahead: number;
  /**
   * `seen`: the factors around the middle that show them. The memory is changed. Returns
   * `resynchronised`, `wrong`, `locked` or `throttled`, and `LOCKS` where the token is locked from
   * now on.
   */
  readonly judge: (memory: Float64Array, at: number, unixSeconds: number, seen: TwoCodes) => number;
}

/**
 * Judges the codes of a fleet as `verifyCode` does, by numbers alone, and differs in two things: of
 * the codes that were accepted only the last is known again (an older one is `wrong` here, `replayed`
 * there), and no two factors show the same code.
 * @throws UsageError where a window is wider than 65,535 steps to one side.
 */
export function fleetJudge(policy: Policy, { mode, stepSeconds }: FleetCodeKind): FleetJudge {
  const rules = new PolicyKernel(
    policy,
    mode === 'totp'
      ? { kind: 'time', stepSeconds, t0: 0, answers: false }
      : { kind: 'counter', first: 0 },
  );
  if (widest(rules.numbers) > MOST_REACH) {
    throw new UsageError(
      `policy ${policy.name}: a window of more than ${String(MOST_REACH)} steps of ` +
        `${String(stepSeconds)} s; narrow it, or take a token with a longer step`,
    );
  }
  const fleet = new FleetKernel(rules);
  return {
    width: MEMORY_WIDTH,
    fresh: freshColumns,
    middle: (memory, at, unixSeconds) => rules.middle(memory, at, unixSeconds),
    reach: (memory, at, unixSeconds) => fleet.reach(memory, at, unixSeconds),
    surely: (memory, at, from, until) => fleet.surely(memory, at, from, until),
    wait: (memory, at, unixSeconds) => fleet.wait(memory, at, unixSeconds),
    accepts: (memory, at, unixSeconds) => fleet.accepts(memory, at, unixSeconds),
    judge: (memory, at, unixSeconds, seen) => fleet.judge(memory, at, unixSeconds, seen),
    unlock: (memory, at, how) => {
      (how === 'release' ? releaseColumns : resetColumns)(memory, at);
    },
    together: rules.numbers.byHandBehind < 0 ? undefined : resyncOf(fleet, rules.numbers),
  };
}

function resyncOf(fleet: FleetKernel, p: PolicyNumbers): FleetResync {
  return {
    unlocks: p.unlocks,
    behind: p.byHandBehind,
    ahead: p.byHandAhead + p.gap,
    judge: (memory, at, unixSeconds, seen) => fleet.judgeTwo(memory, at, unixSeconds, seen),
  };
}

/** With the second of two codes, which is due behind the farthest first. */
function widest(p: PolicyNumbers): number {
  const behind = Math.max(p.firstBehind, p.normalBehind, p.limitBehind, p.farBehind);
  const ahead = Math.max(p.firstAhead, p.normalAhead, p.limitAhead, p.farAhead);
  const waited = p.automatic && p.timed ? Math.ceil(p.withinSeconds / p.stepSeconds) : 0;
  return Math.max(behind + waited, p.fartherBehind + waited, ahead + p.gap, p.fartherAhead + p.gap);
}
