import { DAY_SECONDS } from './climate-table.ts';
import type { FleetWork } from './fleet-work.ts';
import { FobState } from './fob-block.ts';
import { NO_CODE } from './fob-presses.ts';
import { guessByOdds } from './guess-by-odds.ts';
import { OVER } from './help-desk.ts';
import { FleetVerdict } from './judge.ts';
import { countOne } from './tally-sheet.ts';
import { Fate } from './visits.ts';

/**
 * Runs fobs one after the other through all their days. No code is computed: what a fob shows is
 * taken as seen for its factor.
 */
export class FobRunner {
  readonly #work: FleetWork;
  readonly #madeAt: number;

  constructor(work: FleetWork) {
    this.#work = work;
    this.#madeAt = work.part.spec.madeOn * DAY_SECONDS;
  }

  /** The fobs of the block, of which there are so many. */
  run(count: number): void {
    for (let at = 0; at < count; at++) this.#runFob(at);
    this.#work.ends.end(count);
  }

  #runFob(at: number): void {
    const work = this.#work;
    const { block, sheet } = work;
    const { days } = sheet;
    let look = 0;
    for (let day = block.inUseFrom[at] ?? 0; day < days; day++) {
      if (block.replacedOn[at] === day) work.replace(at, day);
      const isGone = block.state[at] === FobState.gone;
      if (block.guessedOn[at] === day) this.#guess(at, day, isGone);
      if (!isGone) this.#press(at, day);
      while ((sheet.clockSeconds[look]?.day ?? days) < day) look++;
      if (sheet.clockSeconds[look]?.day === day) work.look(at, look);
    }
  }

  #guess(at: number, day: number, isGone: boolean): void {
    const { block, guessDays } = this.#work;
    if (!isGone) guessByOdds(this.#work, at, day);
    block.guessedOn[at] = guessDays.next(this.#work.fobAt(at), day + 1);
  }

  #press(at: number, day: number): void {
    const { block, visits } = this.#work;
    const presses = visits.countOn(at, day, block.pressesADay[at] ?? 0);
    for (let k = 0; k < presses; k++) {
      const roll = visits.roll(at, day, k);
      const fate = visits.fateOf(roll);
      const second = visits.secondOf(roll, k, presses);
      const factor = this.#work.presses.press(at, day, second);
      if (factor === NO_CODE) this.#foundDead(at, day);
      else if (fate === Fate.untyped) this.#leave(at, day);
      else {
        const now = this.#madeAt + day * DAY_SECONDS + second + visits.typingOf(roll);
        const verdict = this.#judge(at, now, fate === Fate.mistyped ? -1 : factor);
        if (verdict !== FleetVerdict.accepted) this.#insist(at, day, k, { second, verdict, fate });
      }
    }
  }

  #judge(at: number, now: number, seen: number): number {
    const { judge } = this.#work.part;
    return judge.judge(this.#work.memory, at * judge.width, now, seen);
  }

  #leave(at: number, day: number): void {
    countOne(this.#work.sheet.untyped, day);
    countOne(this.#work.block.untyped, at);
  }

  #foundDead(at: number, day: number): void {
    if (this.#work.block.state[at] === FobState.dead) this.#work.desk.foundDead(at, day);
  }

  /** What follows on a code that was not accepted at once. */
  #insist(
    at: number,
    day: number,
    k: number,
    first: { readonly second: number; readonly verdict: number; readonly fate: number },
  ): void {
    const { desk, memory, model, presses, visits } = this.#work;
    let isMistyped = first.fate === Fate.mistyped;
    let verdict = first.verdict;
    let stage = 0;
    let second = first.second;
    for (let round = 1; ; round++) {
      stage = desk.after(memory, at, stage, { day, verdict, isMistyped });
      if (stage === OVER) return;
      second += model.retrySeconds;
      const roll = visits.roll(at, day, k, round);
      const factor = presses.press(at, day, second);
      if (factor === NO_CODE) {
        this.#foundDead(at, day);
        return;
      }
      isMistyped = visits.isMistypedAgain(roll);
      const now = this.#madeAt + day * DAY_SECONDS + second + visits.typingOf(roll);
      verdict = this.#judge(at, now, isMistyped ? -1 : factor);
    }
  }
}
