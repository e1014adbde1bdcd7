import { type HmacKey, hotpValue, prepareKey } from '@fobkit/protocol';
import { scramble } from '../../../../firmware-sim/fleet/fleet-dice.ts';
import { fleetSecret } from '../../../../firmware-sim/fleet/fleet-secret.ts';
import { FleetWork } from '../../../../firmware-sim/fleet/fleet-work.ts';
import { FobRunner } from '../../../../firmware-sim/fleet/run-fobs.ts';
import { codesOf, type ReadCode, type Teller } from '../../../../firmware-sim/fleet/teller.ts';
import type { FleetPart, FleetTally } from '@fobkit/firmware-sim/fleet';

/** Told of what is given before it is judged: a code, -1 where the bank does not look at it, or two. */
type OnCode = (value: number, second?: number) => void;

/** Computes each code when it is given, and searches for it factor by factor before the next comes. */
class NaiveTeller implements Teller {
  readonly givesAll = true;
  readonly #work: FleetWork;
  readonly #allCodes: number;
  readonly #onCode: OnCode;
  #key: HmacKey | undefined;

  constructor(work: FleetWork, onCode: OnCode) {
    this.#work = work;
    this.#onCode = onCode;
    this.#allCodes = codesOf(work.part.spec.codes.digits);
  }

  begin(at: number): void {
    const { block, part } = this.#work;
    const secret = fleetSecret(part.spec, this.#work.fobAt(at), block.generation[at]);
    this.#key = prepareKey(part.spec.codes.algorithm, secret);
  }

  renew(at: number): void {
    this.begin(at);
  }

  end(): void {
    this.#key = undefined;
  }

  typed(at: number, now: number, factor: number): number {
    return this.#give(at, now, this.#codeAt(factor));
  }

  mistyped(at: number, now: number, factor: number, roll: number): number {
    return this.#give(at, now, this.#slip({ factor, roll }));
  }

  guessed(at: number, now: number, share: number): number {
    return this.#give(at, now, Math.floor(share * this.#allCodes));
  }

  together(at: number, now: number, first: ReadCode, second: ReadCode): number {
    const { memory, part } = this.#work;
    const { middle: middleOf, together, width } = part.judge;
    if (together === undefined) throw new Error('the bank takes no two codes');
    const middle = middleOf(memory, at * width, now);
    const values = [first, second].map((code) =>
      code.isMistyped ? this.#slip(code) : this.#codeAt(code.factor),
    );
    const seen: [number[], number[]] = [[], []];
    const last = middle + together.ahead;
    for (let factor = Math.max(0, middle - together.behind); factor <= last; factor++) {
      const code = this.#codeAt(factor);
      seen.forEach((factors, i) => {
        if (code === values[i]) factors.push(factor);
      });
    }
    this.#onCode(values[0] ?? -1, values[1]);
    return together.judge(memory, at * width, now, { first: seen[0], second: seen[1] });
  }

  #slip({ factor, roll }: Pick<ReadCode, 'factor' | 'roll'>): number {
    const share = ((scramble(roll) >>> 0) + 0.5) / 0x1_0000_0000;
    const by = 1 + Math.floor(share * (this.#allCodes - 1));
    return (this.#codeAt(factor) + by) % this.#allCodes;
  }

  #give(at: number, now: number, code: number): number {
    const { memory, part } = this.#work;
    const place = at * part.judge.width;
    const reach = part.judge.reach(memory, place, now);
    const middle = Math.max(0, part.judge.middle(memory, place, now));
    const seen = reach < 0 ? -1 : this.#search(code, middle, reach);
    this.#onCode(reach < 0 ? -1 : code);
    return part.judge.judge(memory, place, now, seen);
  }

  #search(code: number, middle: number, reach: number): number {
    const near = (factor: number): number => Math.abs(factor - middle);
    const [first, last] = [Math.max(0, middle - (reach >>> 16)), middle + (reach & 0xffff)];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
      .sort((a, b) => near(a) - near(b) || a - b)
      .reduce((seen, factor) => (seen < 0 && this.#codeAt(factor) === code ? factor : seen), -1);
  }

  #codeAt(factor: number): number {
    if (this.#key === undefined) throw new Error('a code of no fob');
    return hotpValue(this.#key, factor, this.#work.part.spec.codes.digits);
  }
}

/** The part's tally, code by code. */
export function runNaively(
  part: Omit<FleetPart, 'engine'>,
  onCode: OnCode = () => undefined,
): FleetTally {
  const work = new FleetWork(part, part.count);
  work.begin(part.first, part.count);
  new FobRunner(work, new NaiveTeller(work, onCode)).run(part.count);
  return work.sheet.finish();
}
