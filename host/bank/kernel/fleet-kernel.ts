import { isIdle } from './count-numbers.ts';
import { Column, columnOf } from './memory-columns.ts';
import { NEVER } from './never.ts';
import type { PolicyKernel } from './policy-kernel.ts';
import { LOOKED_AT, Place, placeOf, Verdict, verdictOf } from './verdict.ts';
import { acceptedAhead, acceptedBehind, farAhead, farBehind, wantsSecond } from './windows.ts';

const SIDE = 0x1_0000;

/** Judges codes of which it is known by which factor they are shown. */
export class FleetKernel {
  readonly #rules: PolicyKernel;

  constructor(rules: PolicyKernel) {
    this.#rules = rules;
  }

  judge(memory: Float64Array, at: number, unixSeconds: number, seen: number): number {
    return this.#isAcceptedAtOnce(memory, at, unixSeconds, seen)
      ? this.#rules.afterAccepted(memory, at, unixSeconds, seen)
      : this.#judgeWhole(memory, at, unixSeconds, seen);
  }

  /** What nearly every code is, told quickly: in the window, and nothing stands against the token. */
  #isAcceptedAtOnce(memory: Float64Array, at: number, unixSeconds: number, seen: number): boolean {
    const p = this.#rules.numbers;
    if (columnOf(memory, at + Column.wrong) !== 0 || wantsSecond(p, 0)) return false;
    if (columnOf(memory, at + Column.lockedAt) !== NEVER) return false;
    const acceptedAt = columnOf(memory, at + Column.acceptedAt);
    const last = columnOf(memory, at + Column.lastFactor);
    if (seen <= last || isIdle(p, acceptedAt, unixSeconds)) return false;
    const off = seen - this.#rules.middle(memory, at, unixSeconds);
    return (
      off >= -acceptedBehind(p, acceptedAt, unixSeconds) &&
      off <= acceptedAhead(p, acceptedAt, unixSeconds)
    );
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

  #verdictOn(memory: Float64Array, at: number, unixSeconds: number, seen: number): number {
    if (seen < 0) return Verdict.wrong;
    const last = columnOf(memory, at + Column.lastFactor);
    const off = seen - this.#rules.middle(memory, at, unixSeconds);
    const behind = this.#behind(memory, at, unixSeconds);
    const ahead = this.#ahead(memory, at, unixSeconds);
    const place = placeOf(off, seen <= last, behind, ahead);
    return verdictOf(
      seen === last,
      place === Place.inWindow,
      this.#isSecond(memory, at, unixSeconds, seen),
      place === Place.around && this.#isFar(memory, at, unixSeconds, off),
    );
  }

  reach(memory: Float64Array, at: number, unixSeconds: number): number {
    if (this.#rules.admission(memory, at, unixSeconds) !== LOOKED_AT) return -1;
    const wrong = this.#rules.wrong(memory, at, unixSeconds);
    let behind = Math.max(
      0,
      farBehind(this.#rules.numbers, wrong),
      this.#behind(memory, at, unixSeconds),
    );
    let ahead = Math.max(
      0,
      farAhead(this.#rules.numbers, wrong),
      this.#ahead(memory, at, unixSeconds),
    );
    if (this.#rules.isSecondDue(memory, at, unixSeconds)) {
      const middle = this.#rules.middle(memory, at, unixSeconds);
      const first = columnOf(memory, at + Column.firstFactor) - middle;
      behind = Math.max(behind, -first - 1);
      ahead = Math.max(ahead, first + this.#rules.numbers.gap);
    }
    return Math.min(behind, SIDE - 1) * SIDE + Math.min(ahead, SIDE - 1);
  }

  accepts(memory: Float64Array, at: number, unixSeconds: number): number {
    if (this.#rules.admission(memory, at, unixSeconds) !== LOOKED_AT) return 0;
    const middle = this.#rules.middle(memory, at, unixSeconds);
    const floor = Math.max(0, columnOf(memory, at + Column.lastFactor) + 1);
    const from = Math.max(floor, middle - this.#behind(memory, at, unixSeconds));
    const to = middle + this.#ahead(memory, at, unixSeconds);
    const inWindow = Math.max(0, to - from + 1);
    if (!this.#rules.isSecondDue(memory, at, unixSeconds)) return inWindow;
    const first = columnOf(memory, at + Column.firstFactor);
    const second = Math.max(floor, first + 1);
    const lastSecond = first + this.#rules.numbers.gap;
    const both = Math.max(0, Math.min(to, lastSecond) - Math.max(from, second) + 1);
    return inWindow + Math.max(0, lastSecond - second + 1) - both;
  }

  /** How far behind a code is accepted; -1, not even the middle, where a second one is wanted. */
  #behind(memory: Float64Array, at: number, unixSeconds: number): number {
    const p = this.#rules.numbers;
    if (wantsSecond(p, this.#rules.wrong(memory, at, unixSeconds))) return -1;
    return acceptedBehind(p, columnOf(memory, at + Column.acceptedAt), unixSeconds);
  }

  #ahead(memory: Float64Array, at: number, unixSeconds: number): number {
    const p = this.#rules.numbers;
    if (wantsSecond(p, this.#rules.wrong(memory, at, unixSeconds))) return -1;
    return acceptedAhead(p, columnOf(memory, at + Column.acceptedAt), unixSeconds);
  }

  #isSecond(memory: Float64Array, at: number, unixSeconds: number, seen: number): boolean {
    if (!this.#rules.isSecondDue(memory, at, unixSeconds)) return false;
    const last = columnOf(memory, at + Column.lastFactor);
    const after = seen - columnOf(memory, at + Column.firstFactor);
    return seen > last && after >= 1 && after <= this.#rules.numbers.gap;
  }

  /** Whether the first of two codes is looked for there. */
  #isFar(memory: Float64Array, at: number, unixSeconds: number, off: number): boolean {
    const wrong = this.#rules.wrong(memory, at, unixSeconds);
    const behind = Math.max(0, farBehind(this.#rules.numbers, wrong));
    const ahead = Math.max(0, farAhead(this.#rules.numbers, wrong));
    return off >= -behind && off <= ahead;
  }
}
