import { CalmStretch } from './calm-stretch.ts';
import { DAY_SECONDS } from './climate-table.ts';
import { FastStretch } from './fast-stretch.ts';
import type { FleetWork } from './fleet-work.ts';
import { FobState } from './fob-block.ts';
import { NO_CODE } from './fob-presses.ts';
import { guessNight } from './guess-night.ts';
import { type Answer, asksForTwo, OVER } from './help-desk.ts';
import { FleetVerdict } from './judge.ts';
import { countOne } from './tally-sheet.ts';
import type { ReadCode, Teller } from './teller.ts';
import { Fate } from './visits.ts';

/** Days that are looked ahead. */
const MOST_CALM = 128;

/** Codes of an owner, one after another. */
interface Session {
  readonly day: number;
  /** The press of that day which it began with. */
  readonly k: number;
  /** The second of the day at which the next code is wanted. */
  second: number;
  /** How many codes came before it. */
  round: number;
}

/** Runs fobs one after the other, each through all its days. */
export class FobRunner {
  readonly #work: FleetWork;
  readonly #teller: Teller;
  readonly #calm: CalmStretch | undefined;
  readonly #fast: FastStretch;
  readonly #madeAt: number;

  constructor(work: FleetWork, teller: Teller) {
    this.#work = work;
    this.#teller = teller;
    this.#fast = new FastStretch(work, teller);
    this.#calm = teller.givesAll ? undefined : new CalmStretch(work);
    this.#madeAt = work.part.spec.madeOn * DAY_SECONDS;
  }

  /** The fobs of the block, of which there are so many. */
  run(count: number): void {
    for (const at of this.#work.block.byAgeing(count)) {
      this.#teller.begin(at);
      this.#runFob(at);
      this.#teller.end();
    }
    this.#work.ends.end(count);
  }

  #runFob(at: number): void {
    const { block, sheet } = this.#work;
    const { days } = sheet;
    let look = 0;
    let patience = 1;
    let day = block.inUseFrom[at] ?? 0;
    while (day < days) {
      while ((sheet.clockSeconds[look]?.day ?? days) < day) look++;
      const lookDay = sheet.clockSeconds[look]?.day ?? days - 1;
      const guessed = Math.min(days, block.guessedOn[at] ?? days);
      const calmUntil = this.#runCalm(at, day, Math.min(guessed, day + MOST_CALM), look);
      if (calmUntil > lookDay) {
        day = calmUntil;
        patience = 1;
        continue;
      }
      // Something is on that day, or nothing is certain: that may be over soon.
      const careful = Math.min(lookDay + 1, calmUntil + patience, guessed);
      patience = calmUntil > day ? 1 : Math.min(2 * patience, MOST_CALM);
      day = calmUntil;
      // A single day is not worth the beginning of a stretch.
      const isLong = careful > day + 1;
      if (isLong && this.#fast.isFast(at, day, careful)) day = this.#runFast(at, day, careful);
      else this.#runDay(at, day++);
      if (day > lookDay) this.#work.look(at, look);
    }
  }

  /** Returns the first day that is not done; looks at the fob at the ends of days are. */
  #runCalm(at: number, day: number, until: number, look: number): number {
    const calm = this.#calm;
    return calm !== undefined && this.#fast.isFast(at, day, until)
      ? calm.run(at, day, until, look)
      : day;
  }

  /** Returns the day from which on to go on. */
  #runFast(at: number, day: number, until: number): number {
    if (!this.#fast.run(at, day, until)) return until;
    const { day: today, fate, k, presses, second, verdict } = this.#fast.refusal;
    this.#insist(at, today, k, { fate, second, verdict });
    this.#press(at, today, k + 1, presses);
    return today + 1;
  }

  #runDay(at: number, day: number): void {
    const { block, visits } = this.#work;
    if (block.replacedOn[at] === day) {
      this.#work.replace(at, day);
      this.#teller.renew(at);
    }
    const isGone = block.state[at] === FobState.gone;
    if (block.guessedOn[at] === day) this.#guess(at, day, isGone);
    if (!isGone) this.#press(at, day, 0, visits.countOn(at, day, block.pressesADay[at] ?? 0));
  }

  #guess(at: number, day: number, isGone: boolean): void {
    const { block, guessDays } = this.#work;
    if (!isGone) guessNight(this.#work, this.#teller, at, day);
    block.guessedOn[at] = guessDays.next(this.#work.fobAt(at), day + 1);
  }

  /** The presses of a day from the `from`-th on. */
  #press(at: number, day: number, from: number, presses: number): void {
    const { visits } = this.#work;
    for (let k = from; k < presses; k++) {
      // A try after the press before may have been its last.
      if (this.#work.block.state[at] === FobState.gone) return;
      const roll = visits.roll(at, day, k);
      const fate = visits.fateOf(roll);
      const second = visits.secondOf(roll, k, presses);
      const factor = this.#work.presses.press(at, day, second);
      if (factor === NO_CODE) this.#work.foundDead(at, day);
      else if (fate === Fate.untyped) this.#leave(at, day);
      else {
        const now = this.#madeAt + day * DAY_SECONDS + second + visits.typingOf(roll);
        const verdict =
          fate === Fate.mistyped
            ? this.#teller.mistyped(at, now, factor, roll)
            : this.#teller.typed(at, now, factor);
        if (verdict !== FleetVerdict.accepted) this.#insist(at, day, k, { second, verdict, fate });
      }
    }
  }

  #leave(at: number, day: number): void {
    countOne(this.#work.sheet.untyped, day);
    countOne(this.#work.block.untyped, at);
  }

  /** What follows on a code that was not accepted at once. */
  #insist(
    at: number,
    day: number,
    k: number,
    first: { readonly second: number; readonly verdict: number; readonly fate: number },
  ): void {
    const { desk, memory } = this.#work;
    const { verdict, second } = first;
    const session = { day, k, second, round: 1 };
    let answer: Answer | undefined = { day, verdict, isMistyped: first.fate === Fate.mistyped };
    let stage = 0;
    while (answer !== undefined) {
      stage = desk.after(memory, at, stage, answer);
      if (stage === OVER) return;
      session.second += this.#work.model.retrySeconds;
      answer = asksForTwo(stage) ? this.#readOut(at, session) : this.#tryAgain(at, session);
    }
  }

  /** What the bank says of another code; undefined: the fob is dead. */
  #tryAgain(at: number, session: Session): Answer | undefined {
    const code = this.#read(at, session);
    if (code === undefined) return undefined;
    const { factor, isMistyped, roll } = code;
    const now = this.#arrivesAt(session, roll);
    const verdict = isMistyped
      ? this.#teller.mistyped(at, now, factor, roll)
      : this.#teller.typed(at, now, factor);
    return { day: session.day, verdict, isMistyped };
  }

  /** Of two codes that are read out on the phone, the second when the fob shows the next one. */
  #readOut(at: number, session: Session): Answer | undefined {
    const { day } = session;
    const { block, model } = this.#work;
    const first = this.#read(at, session);
    if (first === undefined) return undefined;
    session.second += block.isTold[at] === 1 ? model.warnedNextSeconds : model.nextCodeSeconds;
    const second = this.#read(at, session);
    if (second === undefined) {
      // The first was read out, and nothing comes of it.
      countOne(this.#work.sheet.notAccepted, day);
      return undefined;
    }
    const now = this.#arrivesAt(session, second.roll);
    const verdict = this.#teller.together(at, now, first, second);
    return { day, verdict, isMistyped: first.isMistyped || second.isMistyped };
  }

  #read(at: number, session: Session): ReadCode | undefined {
    const { presses, visits } = this.#work;
    const { day, k, second } = session;
    const roll = visits.roll(at, day, k, session.round++);
    const factor = presses.press(at, day, second);
    if (factor !== NO_CODE) return { factor, roll, isMistyped: visits.isMistypedAgain(roll) };
    this.#work.foundDead(at, day);
    return undefined;
  }

  /** The unix second at which a code is at the bank. */
  #arrivesAt({ day, second }: Session, roll: number): number {
    return this.#madeAt + day * DAY_SECONDS + second + this.#work.visits.typingOf(roll);
  }
}
