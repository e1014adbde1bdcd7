import type { FleetSpec } from './fleet-spec.ts';
import type { FobEnds } from './fob-ends.ts';
import { type FleetJudge, FleetVerdict, LOCKS } from './judge.ts';
import { countMore, countOne, type TallySheet } from './tally-sheet.ts';

/** Nobody tries again. */
export const OVER = -1;
/** The help desk has lifted a lock in this session. */
const RELEASED = 64;
/** It has forgotten the drift: it can do no more. */
const RESET = 128;
/** The last answer asked for a second code. */
const ASKED = 256;
/** The owner tries once more, with the help desk on the phone. */
const ON_PHONE = 512;
/** The owner reads out two codes in a row, and two more. */
const TWO = 1024;
const TWO_MORE = 2048;
/** None of these: the owner has not called yet. */
const CALLED = RELEASED | RESET | ON_PHONE | TWO | TWO_MORE;
const TRIES = 63;

export interface Answer {
  readonly day: number;
  readonly verdict: number;
  /** Of two codes: one was, or both. */
  readonly isMistyped: boolean;
}

/** Whether the next codes of a session are two that are read out to the help desk. */
export function asksForTwo(stage: number): boolean {
  return (stage & (TWO | TWO_MORE)) !== 0;
}

/**
 * What owners do when a code is not accepted: they try again, call when they have tried often
 * enough or are told that the token is locked, and try once more after the call. A lock is lifted
 * first; without one nothing is changed, since most of those who call have mistyped. When the code
 * after that is refused, after a lock by a second call, the owner reads out two codes in a row,
 * where the bank takes such; if they are refused, two more. Where two codes open a lock, a call for
 * one begins with them. Then the drift is forgotten, and where even a right code after that is
 * refused, the help desk sends another fob, if it does so at all. A code that the bank asks for is
 * no try of its own.
 */
export class HelpDesk {
  readonly #spec: FleetSpec;
  readonly #judge: FleetJudge;
  readonly #sheet: TallySheet;
  readonly #ends: FobEnds;

  constructor(spec: FleetSpec, judge: FleetJudge, sheet: TallySheet, ends: FobEnds) {
    this.#spec = spec;
    this.#judge = judge;
    this.#sheet = sheet;
    this.#ends = ends;
  }

  /**
   * Takes note of an answer. `stage` is 0 at the first code of a session; returns that of the next
   * code, or `OVER`. `at` is the fob's place in the block, and of its memory by the judge's width.
   */
  after(memory: Float64Array, at: number, stage: number, answer: Answer): number {
    const { day, verdict } = answer;
    const kind = verdict & (LOCKS - 1);
    const isLocked = verdict >= LOCKS || kind === FleetVerdict.locked;
    if (verdict >= LOCKS) countOne(this.#sheet.columns.locked, day);
    if (kind === FleetVerdict.accepted) return OVER;
    this.#count(kind, answer, asksForTwo(stage));
    if (kind === FleetVerdict.resynchronised) return OVER;
    if (isLocked) return this.#call(memory, at, stage, { ...answer, verdict: FleetVerdict.locked });
    if (kind === FleetVerdict.resyncWanted && (stage & ASKED) === 0) return stage | ASKED;
    const tries = (stage & TRIES) + 1;
    if ((stage & CALLED) === 0 && tries < this.#spec.owners.triesBeforeCall) return tries;
    return this.#call(memory, at, stage, answer);
  }

  /** One code that was not accepted, or two that were read out. */
  #count(kind: number, { day, isMistyped }: Answer, areTwo: boolean): void {
    const { columns, notAccepted } = this.#sheet;
    const codes = areTwo ? 2 : 1;
    countMore(notAccepted, day, codes);
    if (kind === FleetVerdict.resynchronised) {
      countOne(columns.resynchronised, day);
      if (areTwo) countOne(columns.resynchronisedByDesk, day);
      return;
    }
    if (kind === FleetVerdict.throttled) countMore(columns.throttled, day, codes);
    if (kind === FleetVerdict.resyncWanted) countOne(columns.resyncWanted, day);
    else if (!isMistyped) countMore(columns.rejectedRight, day, codes);
  }

  #call(memory: Float64Array, at: number, stage: number, { day, ...answer }: Answer): number {
    if ((stage & RESET) !== 0) {
      const sendsAnother = this.#spec.owners.replacedAfterDays !== undefined;
      if (!answer.isMistyped && sendsAnother) this.#ends.giveUp(at, day);
      return OVER;
    }
    const { callsLocked, callsRejected } = this.#sheet.columns;
    const { together, width } = this.#judge;
    const isLocked = answer.verdict === FleetVerdict.locked;
    const isFirst = (stage & CALLED) === 0;
    if (isFirst) countOne(isLocked ? callsLocked : callsRejected, day);
    else if ((stage & RELEASED) !== 0) countOne(callsRejected, day);
    if (isFirst && !isLocked) return ON_PHONE;
    const opens = together?.unlocks === true;
    if (isFirst && !opens) {
      this.#judge.unlock(memory, at * width, 'release');
      return RELEASED;
    }
    if (together === undefined || (stage & TWO_MORE) !== 0) {
      this.#judge.unlock(memory, at * width, 'reset');
      return RESET;
    }
    // Else the two codes would not be looked at.
    const isThrottled = answer.verdict === FleetVerdict.throttled;
    if (isThrottled || (isLocked && !opens)) this.#judge.unlock(memory, at * width, 'release');
    return (stage & TWO) === 0 ? TWO : TWO_MORE;
  }

  /** An owner finds the fob dead. */
  foundDead(at: number, day: number): void {
    countOne(this.#sheet.columns.callsDead, day);
    this.#ends.giveUp(at, day);
  }
}
