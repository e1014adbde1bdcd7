import { type BatchEngine, type BatchKeys, NOT_FOUND } from '@fobkit/protocol';
import { fleetSecret } from './fleet-secret.ts';
import type { FleetWork } from './fleet-work.ts';
import { FleetVerdict } from './judge.ts';
import { Surprises } from './surprises.ts';
import { codesOf, type ReadCode, slipOf, type Teller } from './teller.ts';

/** Codes that are computed and searched for at once. */
const ROOM = 2048;
const SIDE_BITS = 16;
const SIDE = 0xffff;

/**
 * Computes all codes, and searches for them as the bank does. Where a code will be found is known
 * beforehand but for one in a million, which happens to be that of another factor as well: the fob
 * is run as if there were none, its codes are computed and searched for by the thousand, and where
 * one of them was found elsewhere all is run again with what is known now.
 */
export class CodeTeller implements Teller {
  readonly givesAll = true;
  readonly #work: FleetWork;
  readonly #keys: BatchKeys;
  readonly #allCodes: number;
  readonly #surprises: Surprises;
  /** The codes that were given and not yet searched for, all of one fob. */
  #waiting = 0;
  readonly #indices = new Uint32Array(ROOM);
  readonly #factors = new Float64Array(ROOM);
  /** 0: the code of the factor; above: so much is added to it; below: it is the guess -1 - `change`. */
  readonly #changes = new Int32Array(ROOM);
  readonly #middles = new Float64Array(ROOM);
  readonly #behind = new Int32Array(ROOM);
  readonly #ahead = new Int32Array(ROOM);
  readonly #values = new Int32Array(ROOM);
  readonly #expected = new Int32Array(ROOM);
  readonly #offsets = new Int32Array(ROOM);
  /** The codes of all factors among which two are looked for. */
  readonly #around: Int32Array;
  readonly #one = new Int32Array(1);

  constructor(work: FleetWork, engine: BatchEngine) {
    const { codes } = work.part.spec;
    this.#work = work;
    this.#keys = engine.keys(codes.algorithm, 1);
    this.#allCodes = codesOf(codes.digits);
    this.#surprises = new Surprises(work.block.count);
    const { ahead = 0, behind = 0 } = work.part.judge.together ?? {};
    this.#around = new Int32Array(behind + ahead + 1);
  }

  /** Whether a code was found where nobody expected it: the block is to be run again. */
  isSurprised(): boolean {
    return this.#surprises.again();
  }

  free(): void {
    this.#keys.free();
  }

  begin(at: number): void {
    this.#waiting = 0;
    this.#surprises.begin(at);
    this.#load(at);
  }

  renew(at: number): void {
    this.#search();
    this.#load(at);
  }

  end(): void {
    this.#search();
  }

  typed(at: number, now: number, factor: number): number {
    return this.#give(at, now, factor, 0);
  }

  mistyped(at: number, now: number, factor: number, roll: number): number {
    return this.#give(at, now, factor, slipOf(roll, this.#allCodes));
  }

  guessed(at: number, now: number, share: number): number {
    return this.#give(at, now, 0, -1 - Math.floor(share * this.#allCodes));
  }

  /**
   * Two codes in a row come seldom: they are searched for at once, by what the fob's run knows. Where
   * that was wrong, so was the run, and there is another.
   */
  together(at: number, now: number, first: ReadCode, second: ReadCode): number {
    const { memory, part } = this.#work;
    const { middle: middleOf, together, width } = part.judge;
    if (together === undefined) return FleetVerdict.wrong;
    const middle = middleOf(memory, at * width, now);
    const from = Math.max(0, middle - together.behind);
    const codes = this.#around.subarray(0, Math.max(0, middle + together.ahead - from + 1));
    this.#keys.codesOf(0, from, codes, part.spec.codes.digits);
    const seen = {
      first: this.#seenIn(codes, from, first),
      second: this.#seenIn(codes, from, second),
    };
    return together.judge(memory, at * width, now, seen);
  }

  #seenIn(codes: Int32Array, from: number, { factor, isMistyped, roll }: ReadCode): number[] {
    const { digits } = this.#work.part.spec.codes;
    const shown = this.#one;
    this.#keys.codesOf(0, factor, shown, digits);
    const slip = isMistyped ? slipOf(roll, this.#allCodes) : 0;
    const value = ((shown[0] ?? 0) + slip) % this.#allCodes;
    const seen: number[] = [];
    for (let i = codes.indexOf(value); i >= 0; i = codes.indexOf(value, i + 1)) seen.push(from + i);
    return seen;
  }

  #load(at: number): void {
    const { block, part } = this.#work;
    this.#keys.set(0, fleetSecret(part.spec, this.#work.fobAt(at), block.generation[at] ?? 0));
  }

  #give(at: number, now: number, factor: number, change: number): number {
    const { memory, part } = this.#work;
    const { judge } = part;
    const place = at * judge.width;
    const reach = judge.reach(memory, place, now);
    if (reach < 0) return judge.judge(memory, place, now, -1);
    const middle = Math.max(0, judge.middle(memory, place, now));
    const behind = reach >>> SIDE_BITS;
    const ahead = reach & SIDE;
    const off = factor - middle;
    const isInside = change === 0 && off >= -behind && off <= ahead;
    const offset = this.#surprises.next(isInside ? off : NOT_FOUND);
    if (this.#surprises.isSought) {
      const index = this.#waiting++;
      this.#factors[index] = factor;
      this.#changes[index] = change;
      this.#middles[index] = middle;
      this.#behind[index] = behind;
      this.#ahead[index] = ahead;
      this.#expected[index] = offset;
      if (this.#waiting === ROOM) this.#search();
    }
    return judge.judge(memory, place, now, offset === NOT_FOUND ? -1 : middle + offset);
  }

  /** Computes the codes that wait, and looks where they are found. */
  #search(): void {
    const count = this.#waiting;
    this.#waiting = 0;
    if (count === 0) return;
    const { digits } = this.#work.part.spec.codes;
    const indices = this.#indices.subarray(0, count);
    const values = this.#values.subarray(0, count);
    this.#keys.codes(indices, this.#factors.subarray(0, count), values, digits);
    for (let i = 0; i < count; i++) {
      const change = this.#changes[i] ?? 0;
      if (change > 0) values[i] = ((values[i] ?? 0) + change) % this.#allCodes;
      else if (change < 0) values[i] = -1 - change;
    }
    const windows = {
      middle: this.#middles.subarray(0, count),
      behind: this.#behind.subarray(0, count),
      ahead: this.#ahead.subarray(0, count),
      values,
    };
    const offsets = this.#offsets.subarray(0, count);
    this.#keys.verify(indices, windows, offsets, digits);
    for (let i = 0; i < count; i++) {
      const offset = offsets[i] ?? NOT_FOUND;
      if (offset === this.#expected[i]) continue;
      this.#surprises.add(i - count, offset);
      return;
    }
  }
}
