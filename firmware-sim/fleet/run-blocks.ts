import type { BatchEngine } from '@fobkit/protocol';
import { DAY_SECONDS } from './climate-table.ts';
import { CodeDesk } from './code-desk.ts';
import { Draw, FleetDice, scramble } from './fleet-dice.ts';
import type { FleetWork } from './fleet-work.ts';
import { FobState } from './fob-block.ts';
import { NO_CODE } from './fob-presses.ts';
import { countGuess, guessBegins, GUESSES } from './guess-by-odds.ts';
import { OVER } from './help-desk.ts';
import { FleetVerdict } from './judge.ts';
import { WAKES_AT } from './session-times.ts';
import { Fate } from './visits.ts';

/**
 * Runs the fobs of a block day by day: all that are pressed at once, as it were, are computed and
 * searched for in one batch. Codes are real ones: another factor, or a guess, may have the same.
 */
export class BlockRunner {
  readonly #work: FleetWork;
  readonly #codes: CodeDesk;
  readonly #madeAt: number;
  /** Presses of each fob today. */
  readonly #counts: Uint8Array;
  /** The codes that are on their way to the bank. */
  #waiting = 0;
  readonly #places: Uint32Array;
  readonly #factors: Float64Array;
  readonly #seconds: Uint32Array;
  readonly #times: Float64Array;
  readonly #stages: Uint16Array;
  readonly #rolls: Int32Array;
  readonly #isMistyped: Uint8Array;

  constructor(work: FleetWork, engine: BatchEngine) {
    const { count } = work.block;
    const { judge, spec } = work.part;
    this.#work = work;
    this.#codes = new CodeDesk(spec, judge, engine, count);
    this.#madeAt = spec.madeOn * DAY_SECONDS;
    this.#counts = new Uint8Array(count);
    this.#places = new Uint32Array(count);
    this.#factors = new Float64Array(count);
    this.#seconds = new Uint32Array(count);
    this.#times = new Float64Array(count);
    this.#stages = new Uint16Array(count);
    this.#rolls = new Int32Array(count);
    this.#isMistyped = new Uint8Array(count);
  }

  /** The fobs of the block, of which there are so many. */
  run(count: number): void {
    const { ends, sheet } = this.#work;
    for (let at = 0; at < count; at++) this.#codes.load(at, this.#work.fobAt(at), 0);
    let look = 0;
    for (let day = 0; day < sheet.days; day++) {
      this.#begin(day, count);
      let most = 0;
      for (let at = 0; at < count; at++) most = Math.max(most, this.#counts[at] ?? 0);
      for (let k = 0; k < most; k++) this.#visit(day, k, count);
      if (sheet.clockSeconds[look]?.day !== day) continue;
      for (let at = 0; at < count; at++) this.#work.look(at, look);
      look++;
    }
    ends.end(count);
  }

  free(): void {
    this.#codes.free();
  }

  /** New fobs come, somebody guesses, and owners know how often they will press. */
  #begin(day: number, count: number): void {
    const { block, guessDays, visits } = this.#work;
    for (let at = 0; at < count; at++) {
      this.#counts[at] = 0;
      if ((block.inUseFrom[at] ?? 0) > day) continue;
      if (block.replacedOn[at] === day) {
        this.#work.replace(at, day);
        this.#codes.load(at, this.#work.fobAt(at), block.generation[at] ?? 0);
      }
      const isGone = block.state[at] === FobState.gone;
      if (block.guessedOn[at] === day) {
        if (!isGone) this.#guess(at, day);
        block.guessedOn[at] = guessDays.next(this.#work.fobAt(at), day + 1);
      }
      if (!isGone) this.#counts[at] = visits.countOn(at, day, block.pressesADay[at] ?? 0);
    }
  }

  /** The `k`-th press of the day of everybody, and the tries that follow on it. */
  #visit(day: number, k: number, count: number): void {
    this.#waiting = 0;
    for (let at = 0; at < count; at++) {
      if ((this.#counts[at] ?? 0) > k) this.#press(at, day, k);
    }
    for (let round = 1; this.#waiting > 0; round++) this.#judgeAll(day, k, round);
  }

  #press(at: number, day: number, k: number): void {
    const { block, presses, sheet, visits } = this.#work;
    // A try after an earlier press of the day may have been its last.
    if (block.state[at] === FobState.gone) return;
    const roll = visits.roll(at, day, k);
    const second = visits.secondOf(roll, k, this.#counts[at] ?? 1);
    const factor = presses.press(at, day, second);
    if (factor === NO_CODE) {
      this.#work.foundDead(at, day);
      return;
    }
    const fate = visits.fateOf(roll);
    if (fate !== Fate.untyped) {
      this.#typed(this.#send(at, roll, 0, fate === Fate.mistyped), factor, day, second);
      return;
    }
    sheet.untyped[day] = (sheet.untyped[day] ?? 0) + 1;
    block.untyped[at] = (block.untyped[at] ?? 0) + 1;
  }

  /** A code is on its way to the bank; `#typed` tells which one, and when. No object a code. */
  #send(at: number, roll: number, stage: number, isMistyped: boolean): number {
    const index = this.#waiting++;
    this.#places[index] = at;
    this.#rolls[index] = roll;
    this.#stages[index] = stage;
    this.#isMistyped[index] = isMistyped ? 1 : 0;
    return index;
  }

  #typed(index: number, factor: number, day: number, second: number): void {
    this.#factors[index] = factor;
    this.#seconds[index] = second;
    const typing = this.#work.visits.typingOf(this.#rolls[index] ?? 0);
    this.#times[index] = this.#madeAt + day * DAY_SECONDS + second + typing;
  }

  /** The bank's answers to all codes that wait; those who try again have a code waiting then. */
  #judgeAll(day: number, k: number, round: number): void {
    const { desk, memory, part } = this.#work;
    const waiting = this.#waiting;
    const places = this.#places.subarray(0, waiting);
    this.#codes.compute(places, this.#factors.subarray(0, waiting));
    for (let i = 0; i < waiting; i++) {
      if (this.#isMistyped[i] === 1) this.#codes.mistype(i, shareOf(this.#rolls[i] ?? 0));
      this.#codes.look(i, memory, this.#places[i] ?? 0, this.#times[i] ?? 0);
    }
    this.#codes.search(places);
    this.#waiting = 0;
    for (let i = 0; i < waiting; i++) {
      const at = this.#places[i] ?? 0;
      const seen = this.#codes.seenAt(i);
      const place = at * part.judge.width;
      const verdict = part.judge.judge(memory, place, this.#times[i] ?? 0, seen);
      if (verdict === FleetVerdict.accepted) continue;
      const answer = { day, verdict, isMistyped: this.#isMistyped[i] === 1 };
      const stage = desk.after(memory, at, this.#stages[i] ?? 0, answer);
      // Codes wait in front of the one that was judged last: its place is free again.
      if (stage !== OVER)
        this.#tryAgain(at, day, { k, round, stage, after: this.#seconds[i] ?? 0 });
    }
  }

  #tryAgain(
    at: number,
    day: number,
    next: {
      readonly k: number;
      readonly round: number;
      readonly stage: number;
      readonly after: number;
    },
  ): void {
    const { model, presses, visits } = this.#work;
    const second = next.after + model.retrySeconds;
    const roll = visits.roll(at, day, next.k, next.round);
    const factor = presses.press(at, day, second);
    if (factor === NO_CODE) {
      this.#work.foundDead(at, day);
      return;
    }
    const isMistyped = visits.isMistypedAgain(roll);
    this.#typed(this.#send(at, roll, next.stage, isMistyped), factor, day, second);
  }

  /** Guesses at one fob: each is seen where its code happens to be. */
  #guess(at: number, day: number): void {
    const { memory, part } = this.#work;
    const { judge, spec } = part;
    const dice = new FleetDice(spec.seed, this.#work.fobAt(at), Draw.guess);
    const midnight = this.#madeAt + day * DAY_SECONDS;
    let now = midnight + guessBegins(dice, day);
    const place = at * judge.width;
    this.#places[0] = at;
    for (let k = 0; k < (spec.guesser?.guesses ?? 0); k++, now++) {
      now += judge.wait(memory, place, now);
      if (now >= midnight + WAKES_AT) return;
      const targets = judge.accepts(memory, place, now);
      this.#codes.guess(0, dice.share(day * GUESSES + k + 1));
      this.#codes.look(0, memory, at, now);
      this.#codes.search(this.#places.subarray(0, 1));
      const verdict = judge.judge(memory, place, now, this.#codes.seenAt(0));
      if (countGuess(this.#work, day, targets, verdict)) return;
    }
  }
}

/** Another share of 1 from the dice of a press. */
function shareOf(roll: number): number {
  return ((scramble(roll) >>> 0) + 0.5) / 0x1_0000_0000;
}
