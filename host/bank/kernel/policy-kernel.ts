import { followDrift } from '../policy/drift.ts';
import type { Policy } from '../policy/policy.ts';
import type { Motion } from '../verify/motion.ts';
import { isForgotten, isIdle, waitAfter } from './count-numbers.ts';
import {
  clearLock,
  Column,
  columnOf,
  forgetFirst,
  isIdleAllowed,
  wrongOf,
} from './memory-columns.ts';
import { dueFactor } from './motion-numbers.ts';
import { NEVER } from './never.ts';
import { type PolicyNumbers, policyNumbers } from './policy-numbers.ts';
import type { Pair } from './two-codes.ts';
import { LOCKS, LOOKED_AT, Verdict } from './verdict.ts';
import { acceptedAhead, acceptedBehind, farAhead, farBehind, isSecondDue } from './windows.ts';

/**
 * A policy's rules for one kind of token, on memories that lie in columns: a token's begins at `at`.
 * Nothing is allocated, and what comes of a code is one integer. Times are whole unix seconds.
 */
export class PolicyKernel {
  readonly numbers: PolicyNumbers;

  constructor(policy: Policy, motion: Motion) {
    this.numbers = policyNumbers(policy, motion);
  }

  /** Whether a code that is given now is looked at; else the verdict on it, which changes nothing. */
  admission(memory: Float64Array, at: number, unixSeconds: number): number {
    if (columnOf(memory, at + Column.lockedAt) !== NEVER) return Verdict.locked;
    const acceptedAt = columnOf(memory, at + Column.acceptedAt);
    if (isIdle(this.numbers, acceptedAt, unixSeconds) && !isIdleAllowed(memory, at)) {
      return Verdict.locked + LOCKS;
    }
    return this.wait(memory, at, unixSeconds) > 0 ? Verdict.throttled : LOOKED_AT;
  }

  /** The same, and what comes of it: idleness locks, old wrong codes are forgotten. */
  admit(memory: Float64Array, at: number, unixSeconds: number): number {
    const admission = this.admission(memory, at, unixSeconds);
    if (admission === LOOKED_AT) this.forget(memory, at, unixSeconds);
    else if (admission === Verdict.throttled) this.startWaitAnew(memory, at, unixSeconds);
    else if (admission >= LOCKS) memory[at + Column.lockedAt] = unixSeconds;
    return admission;
  }

  /** Seconds until a code is looked at. */
  wait(memory: Float64Array, at: number, unixSeconds: number): number {
    const wrongAt = columnOf(memory, at + Column.wrongAt);
    return waitAfter(this.numbers, this.wrong(memory, at, unixSeconds), wrongAt, unixSeconds);
  }

  /** Wrong codes in a row that still count. */
  wrong(memory: Float64Array, at: number, unixSeconds: number): number {
    const wrongAt = columnOf(memory, at + Column.wrongAt);
    return isForgotten(this.numbers, wrongAt, unixSeconds) ? 0 : wrongOf(memory, at);
  }

  /** Wrong codes that no longer count are forgotten. */
  forget(memory: Float64Array, at: number, unixSeconds: number): void {
    if (this.wrong(memory, at, unixSeconds) === wrongOf(memory, at)) return;
    memory[at + Column.wrong] = isIdleAllowed(memory, at) ? 1 : 0;
  }

  /**
   * Where the clock was set back by more than the wait, the wait begins anew: else it would last
   * until the old time comes again.
   */
  startWaitAnew(memory: Float64Array, at: number, unixSeconds: number): void {
    const ahead = columnOf(memory, at + Column.wrongAt) - unixSeconds;
    if (ahead > this.wait(memory, at, unixSeconds)) memory[at + Column.wrongAt] = unixSeconds;
  }

  /** The middle of the window: the factor that is due, and the drift that is known. */
  middle(memory: Float64Array, at: number, unixSeconds: number): number {
    const due = dueFactor(this.numbers, columnOf(memory, at + Column.lastFactor), unixSeconds);
    return this.numbers.timed ? due + columnOf(memory, at + Column.driftSteps) : due;
  }

  /** How far behind the middle a code is accepted; -1: not even in the middle. */
  behind(memory: Float64Array, at: number, unixSeconds: number): number {
    const acceptedAt = columnOf(memory, at + Column.acceptedAt);
    return acceptedBehind(
      this.numbers,
      this.wrong(memory, at, unixSeconds),
      acceptedAt,
      unixSeconds,
    );
  }

  /** How far ahead. */
  ahead(memory: Float64Array, at: number, unixSeconds: number): number {
    const acceptedAt = columnOf(memory, at + Column.acceptedAt);
    return acceptedAhead(
      this.numbers,
      this.wrong(memory, at, unixSeconds),
      acceptedAt,
      unixSeconds,
    );
  }

  /** How far behind the first of two codes is looked for; the middle is looked at in any case. */
  farBehind(memory: Float64Array, at: number, unixSeconds: number): number {
    return Math.max(0, farBehind(this.numbers, this.wrong(memory, at, unixSeconds)));
  }

  /** How far ahead. */
  farAhead(memory: Float64Array, at: number, unixSeconds: number): number {
    return Math.max(0, farAhead(this.numbers, this.wrong(memory, at, unixSeconds)));
  }

  /** Whether the second of two codes is due, after a first that is remembered. */
  isSecondDue(memory: Float64Array, at: number, unixSeconds: number): boolean {
    return isSecondDue(this.numbers, columnOf(memory, at + Column.firstAt), unixSeconds);
  }

  /** One more wrong code, which may be the one that locks: `LOCKS`, else 0. */
  count(memory: Float64Array, at: number, unixSeconds: number): number {
    this.forget(memory, at, unixSeconds);
    memory[at + Column.wrong] = columnOf(memory, at + Column.wrong) + 2;
    memory[at + Column.wrongAt] = unixSeconds;
    if (wrongOf(memory, at) < this.numbers.lockAfter) return 0;
    if (columnOf(memory, at + Column.lockedAt) === NEVER) {
      memory[at + Column.lockedAt] = unixSeconds;
    }
    return LOCKS;
  }

  /** A wrong code. After a first code the second is due: what is neither may lock at once. */
  afterWrong(memory: Float64Array, at: number, unixSeconds: number): number {
    const locks = this.count(memory, at, unixSeconds);
    if (!this.numbers.wrongNextLocks || !this.isSecondDue(memory, at, unixSeconds)) {
      return Verdict.wrong + locks;
    }
    forgetFirst(memory, at);
    memory[at + Column.lockedAt] = unixSeconds;
    return Verdict.wrong + LOCKS;
  }

  /** A code that was used already. */
  afterReplay(memory: Float64Array, at: number, unixSeconds: number): number {
    const { replayCounts } = this.numbers;
    return Verdict.replayed + (replayCounts ? this.count(memory, at, unixSeconds) : 0);
  }

  /** The first of two codes that resynchronise. */
  afterFirst(memory: Float64Array, at: number, unixSeconds: number, factor: number): number {
    memory[at + Column.firstFactor] = factor;
    memory[at + Column.firstAt] = unixSeconds;
    const { firstCounts } = this.numbers;
    return Verdict.resyncWanted + (firstCounts ? this.count(memory, at, unixSeconds) : 0);
  }

  /** An accepted code: it is used up, and what was wrong before is forgotten. */
  afterAccepted(memory: Float64Array, at: number, unixSeconds: number, factor: number): number {
    clearLock(memory, at);
    const p = this.numbers;
    memory[at + Column.acceptedAt] = unixSeconds;
    if (!p.timed && !p.counted) return Verdict.accepted;
    const last = columnOf(memory, at + Column.lastFactor);
    memory[at + Column.lastFactor] = Math.max(factor, last);
    if (p.timed) {
      const seen = factor - dueFactor(p, last, unixSeconds);
      const drift = columnOf(memory, at + Column.driftSteps);
      memory[at + Column.driftSteps] = followDrift(p, drift, seen);
    }
    return Verdict.accepted;
  }

  /** The second of two codes, which moves the middle whether or not the policy follows the drift. */
  afterSecond(memory: Float64Array, at: number, unixSeconds: number, factor: number): number {
    this.afterAccepted(memory, at, unixSeconds, factor);
    if (this.numbers.timed) {
      memory[at + Column.driftSteps] = factor - dueFactor(this.numbers, 0, unixSeconds);
    }
    return Verdict.resynchronised;
  }

  /** Whether two codes that are given together are looked at now; else the verdict on them. */
  admitTwo(memory: Float64Array, at: number, unixSeconds: number): number {
    const isLocked = columnOf(memory, at + Column.lockedAt) !== NEVER;
    if (isLocked && !this.numbers.unlocks) return Verdict.locked;
    if (this.wait(memory, at, unixSeconds) === 0) return LOOKED_AT;
    this.startWaitAnew(memory, at, unixSeconds);
    return Verdict.throttled;
  }

  /** Two codes that were looked at: both are used up, or they are one wrong code more. */
  afterTwo(memory: Float64Array, at: number, unixSeconds: number, pair: Pair | undefined): number {
    if (pair === undefined) {
      const wasLocked = columnOf(memory, at + Column.lockedAt) !== NEVER;
      const locks = this.count(memory, at, unixSeconds);
      return Verdict.wrong + (wasLocked ? 0 : locks);
    }
    return this.afterSecond(memory, at, unixSeconds, pair.second);
  }
}
