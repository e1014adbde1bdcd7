import { followDrift } from '../policy/drift.ts';
import { Column, columnOf } from './memory-columns.ts';
import { dueFactor } from './motion-numbers.ts';
import { NEVER } from './never.ts';
import type { PolicyKernel } from './policy-kernel.ts';
import { nearestPair, type TwoCodes } from './two-codes.ts';
import { LOOKED_AT, Place, placeOf, Verdict, verdictOf } from './verdict.ts';

/** Of one side, so that two fit into one integer. */
export const MOST_REACH = 0xffff;
/** V8 compares integers of 31 bits faster than any other number. */
const MOST_SMALL = 0x7fff_ffff;

/** Judges codes of which it is known by which factor they are shown. */
export class FleetKernel {
  readonly #rules: PolicyKernel;
  /** A code that is off by no more is in the window, however it has grown; -1: none surely is. */
  readonly #surelyBehind: number;
  readonly #surelyAhead: number;
  /** A token that was accepted so many seconds ago is not yet idle. */
  readonly #surelyAwake: number;
  /** Nor has its window grown. */
  readonly #steadyFor: number;
  /** Where a code is looked for then. */
  readonly #steadyReach: number;

  constructor(rules: PolicyKernel) {
    const p = rules.numbers;
    const { secondAfterWrong, idleLockSeconds, normalBehind, normalAhead } = p;
    this.#rules = rules;
    this.#surelyBehind = secondAfterWrong > 0 ? normalBehind : -1;
    this.#surelyAhead = secondAfterWrong > 0 ? normalAhead : -1;
    this.#surelyAwake = Math.min(idleLockSeconds, MOST_SMALL);
    this.#steadyFor = Math.min(this.#surelyAwake, p.growsAfterSeconds);
    this.#steadyReach = bothSides(
      Math.max(this.#surelyBehind, p.farBehind, 0),
      Math.max(this.#surelyAhead, p.farAhead, 0),
    );
  }

  /**
   * Nearly every code is in the window, and nothing stands against its token: that is told at once.
   * A token of which no code was accepted yet is not awake.
   */
  judge(memory: Float64Array, at: number, unixSeconds: number, seen: number): number {
    const p = this.#rules.numbers;
    const acceptedAt = columnOf(memory, at + Column.acceptedAt);
    const last = columnOf(memory, at + Column.lastFactor);
    const drift = columnOf(memory, at + Column.driftSteps);
    const off = seen - dueFactor(p, last, unixSeconds);
    if (
      columnOf(memory, at + Column.wrong) !== 0 ||
      columnOf(memory, at + Column.lockedAt) !== NEVER ||
      columnOf(memory, at + Column.firstAt) !== NEVER ||
      seen <= last ||
      off < drift - this.#surelyBehind ||
      off > drift + this.#surelyAhead ||
      unixSeconds - acceptedAt > this.#surelyAwake
    ) {
      return this.#judgeWhole(memory, at, unixSeconds, seen);
    }
    memory[at + Column.lastFactor] = seen;
    memory[at + Column.acceptedAt] = unixSeconds;
    if (p.timed) memory[at + Column.driftSteps] = followDrift(p, drift, off);
    return Verdict.accepted;
  }

  /**
   * Around the middle, behind × 2^16 + ahead: there `judge` accepts at once from `from` to `until`,
   * as long as the middle follows the codes. -1: not for certain.
   */
  surely(memory: Float64Array, at: number, from: number, until: number): number {
    const p = this.#rules.numbers;
    const last = columnOf(memory, at + Column.lastFactor);
    const lowest = dueFactor(p, last, from) + columnOf(memory, at + Column.driftSteps);
    if (
      !p.timed ||
      !p.followsDrift ||
      this.#surelyBehind < 0 ||
      columnOf(memory, at + Column.wrong) !== 0 ||
      columnOf(memory, at + Column.lockedAt) !== NEVER ||
      columnOf(memory, at + Column.firstAt) !== NEVER ||
      lowest - this.#surelyBehind <= last ||
      until - columnOf(memory, at + Column.acceptedAt) > this.#surelyAwake
    ) {
      return -1;
    }
    return this.#surelyBehind * (MOST_REACH + 1) + this.#surelyAhead;
  }

  #judgeWhole(memory: Float64Array, at: number, unixSeconds: number, seen: number): number {
    const rules = this.#rules;
    const admission = rules.admit(memory, at, unixSeconds);
    if (admission !== LOOKED_AT) return admission;
    switch (this.#verdictOn(memory, at, unixSeconds, seen)) {
      case Verdict.accepted:
        return rules.afterAccepted(memory, at, unixSeconds, seen);
      case Verdict.replayed:
        return rules.afterReplay(memory, at, unixSeconds);
      case Verdict.resynchronised:
        return rules.afterSecond(memory, at, unixSeconds, seen);
      case Verdict.resyncWanted:
        return rules.afterFirst(memory, at, unixSeconds, seen);
      default:
        return rules.afterWrong(memory, at, unixSeconds);
    }
  }

  /** Two codes that are given together, by the factors that show them. */
  judgeTwo(memory: Float64Array, at: number, unixSeconds: number, seen: TwoCodes): number {
    const rules = this.#rules;
    const admission = rules.admitTwo(memory, at, unixSeconds);
    if (admission !== LOOKED_AT) return admission;
    const middle = rules.middle(memory, at, unixSeconds);
    const floor = columnOf(memory, at + Column.lastFactor) + 1;
    const pair = nearestPair(rules.numbers, { middle, floor }, seen);
    return rules.afterTwo(memory, at, unixSeconds, pair);
  }

  #verdictOn(memory: Float64Array, at: number, unixSeconds: number, seen: number): number {
    if (seen < 0) return Verdict.wrong;
    const rules = this.#rules;
    const last = columnOf(memory, at + Column.lastFactor);
    const off = seen - rules.middle(memory, at, unixSeconds);
    const behind = rules.behind(memory, at, unixSeconds);
    const ahead = rules.ahead(memory, at, unixSeconds);
    const place = placeOf(off, seen <= last, behind, ahead);
    const isLookedFor =
      off >= -Math.max(behind, rules.farBehind(memory, at, unixSeconds)) &&
      off <= Math.max(ahead, rules.farAhead(memory, at, unixSeconds));
    return verdictOf(
      seen === last,
      place === Place.inWindow,
      seen > last && this.#isSecond(memory, at, unixSeconds, seen),
      place === Place.around && isLookedFor,
    );
  }

  #isSecond(memory: Float64Array, at: number, unixSeconds: number, seen: number): boolean {
    const after = seen - columnOf(memory, at + Column.firstFactor);
    return (
      after >= 1 &&
      after <= this.#rules.numbers.gap &&
      this.#rules.isSecondDue(memory, at, unixSeconds)
    );
  }

  /** Where any code is looked for, behind × 2^16 + ahead; -1 when it is not looked at. */
  reach(memory: Float64Array, at: number, unixSeconds: number): number {
    if (
      this.#surelyBehind >= 0 &&
      columnOf(memory, at + Column.wrong) === 0 &&
      columnOf(memory, at + Column.lockedAt) === NEVER &&
      columnOf(memory, at + Column.firstAt) === NEVER &&
      unixSeconds - columnOf(memory, at + Column.acceptedAt) <= this.#steadyFor
    ) {
      return this.#steadyReach;
    }
    const rules = this.#rules;
    if (rules.admission(memory, at, unixSeconds) !== LOOKED_AT) return -1;
    let behind = Math.max(
      rules.behind(memory, at, unixSeconds),
      rules.farBehind(memory, at, unixSeconds),
    );
    let ahead = Math.max(
      rules.ahead(memory, at, unixSeconds),
      rules.farAhead(memory, at, unixSeconds),
    );
    if (rules.isSecondDue(memory, at, unixSeconds)) {
      const middle = rules.middle(memory, at, unixSeconds);
      const first = columnOf(memory, at + Column.firstFactor) - middle;
      behind = Math.max(behind, -first - 1);
      ahead = Math.max(ahead, first + rules.numbers.gap);
    }
    return bothSides(behind, ahead);
  }

  /** Seconds until a code is looked at; `Infinity`: a lock is to be lifted first. */
  wait(memory: Float64Array, at: number, unixSeconds: number): number {
    const admission = this.#rules.admission(memory, at, unixSeconds);
    if (admission === LOOKED_AT) return 0;
    return admission === Verdict.throttled ? this.#rules.wait(memory, at, unixSeconds) : Infinity;
  }

  /** How many factors' codes would be accepted. */
  accepts(memory: Float64Array, at: number, unixSeconds: number): number {
    const rules = this.#rules;
    if (rules.admission(memory, at, unixSeconds) !== LOOKED_AT) return 0;
    const middle = rules.middle(memory, at, unixSeconds);
    const floor = Math.max(0, columnOf(memory, at + Column.lastFactor) + 1);
    const from = Math.max(floor, middle - rules.behind(memory, at, unixSeconds));
    const to = middle + rules.ahead(memory, at, unixSeconds);
    const inWindow = Math.max(0, to - from + 1);
    if (!rules.isSecondDue(memory, at, unixSeconds)) return inWindow;
    const first = columnOf(memory, at + Column.firstFactor);
    const second = Math.max(floor, first + 1);
    const lastSecond = first + rules.numbers.gap;
    const both = Math.max(0, Math.min(to, lastSecond) - Math.max(from, second) + 1);
    return inWindow + Math.max(0, lastSecond - second + 1) - both;
  }
}

function bothSides(behind: number, ahead: number): number {
  return Math.min(behind, MOST_REACH) * (MOST_REACH + 1) + Math.min(ahead, MOST_REACH);
}
