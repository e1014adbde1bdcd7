import type { FleetSpec } from './fleet-spec.ts';
import type { FobEnds } from './fob-ends.ts';
import { type FleetJudge, FleetVerdict, LOCKS } from './judge.ts';
import { countOne, type TallySheet } from './tally-sheet.ts';

/** Nobody tries again. */
export const OVER = -1;
/** The help desk has lifted a lock in this session. */
const RELEASED = 64;
/** It has forgotten the drift: it can do no more. */
const RESET = 128;
/** The owner tries once more, with the help desk on the phone. */
const ON_PHONE = 512;
/** The last answer asked for a second code. */
const ASKED = 256;
const TRIES = 63;

export interface Answer {
  readonly day: number;
  readonly verdict: number;
  readonly isMistyped: boolean;
}

/**
 * What owners do when a code is not accepted: they try again, call when they have tried often
 * enough or are told that the token is locked, and try once more after the call. A lock is lifted
 * first; without one nothing is changed, since most of those who call have mistyped. When the code
 * after that is refused, the drift is forgotten, after a lock by a second call. Where even a right code after that is refused, the help desk sends another fob, if
 * it does so at all. A code that the bank asks for is no try of its own.
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
    const { columns } = this.#sheet;
    const { day, isMistyped, verdict } = answer;
    const kind = verdict & (LOCKS - 1);
    const isLocked = verdict >= LOCKS || kind === FleetVerdict.locked;
    if (verdict >= LOCKS) countOne(columns.locked, day);
    if (kind === FleetVerdict.accepted) return OVER;
    countOne(this.#sheet.notAccepted, day);
    if (kind === FleetVerdict.resynchronised) {
      countOne(columns.resynchronised, day);
      return OVER;
    }
    if (kind === FleetVerdict.throttled) countOne(columns.throttled, day);
    if (kind === FleetVerdict.resyncWanted) countOne(columns.resyncWanted, day);
    else if (!isMistyped) countOne(columns.rejectedRight, day);
    if (isLocked) return this.#call(memory, at, stage, { ...answer, verdict: FleetVerdict.locked });
    if (kind === FleetVerdict.resyncWanted && (stage & ASKED) === 0) return stage | ASKED;
    const tries = (stage & TRIES) + 1;
    const mayTry = (stage & (RELEASED | ON_PHONE | RESET)) === 0;
    if (mayTry && tries < this.#spec.owners.triesBeforeCall) return tries;
    return this.#call(memory, at, stage, answer);
  }

  #call(memory: Float64Array, at: number, stage: number, answer: Answer): number {
    if ((stage & RESET) !== 0) {
      const sendsAnother = this.#spec.owners.replacedAfterDays !== undefined;
      if (!answer.isMistyped && sendsAnother) this.#ends.giveUp(at, answer.day);
      return OVER;
    }
    const { callsLocked, callsRejected } = this.#sheet.columns;
    const isOnPhone = (stage & ON_PHONE) !== 0;
    const isFirst = !isOnPhone && (stage & RELEASED) === 0;
    const releases = isFirst && answer.verdict === FleetVerdict.locked;
    if (!isOnPhone) countOne(releases ? callsLocked : callsRejected, answer.day);
    if (isFirst && !releases) return ON_PHONE;
    this.#judge.unlock(memory, at * this.#judge.width, releases ? 'release' : 'reset');
    return releases ? RELEASED : RESET;
  }

  /** An owner finds the fob dead. */
  foundDead(at: number, day: number): void {
    countOne(this.#sheet.columns.callsDead, day);
    this.#ends.giveUp(at, day);
  }
}
