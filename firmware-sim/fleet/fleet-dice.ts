/** What is drawn. No number is used twice: another meaning would change the fleets of old files. */
export const Draw = {
  calibration: 1,
  ageing: 2,
  shelf: 3,
  life: 4,
  charge: 5,
  sleep: 6,
  defect: 7,
  defectSize: 8,
  rate: 9,
  presses: 10,
  visit: 11,
  retry: 12,
  secret: 13,
  guessGap: 14,
  guess: 15,
} as const;

const GOLDEN = 0x9e37_79b9;

/** Scrambles 32 bits into a signed integer: "lowbias32" (C. Wellons, Prospecting for Hash Functions, nullprogram.com, 2018). */
export function scramble(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x7feb_352d);
  x = Math.imul(x ^ (x >>> 15), 0x846c_a68b);
  return x ^ (x >>> 16);
}

/**
 * Where the draws of one kind of one fob begin. Two words, so that the row of one fob is not that of
 * another from some index on: with one word a fleet of a hundred thousand would have many such pairs.
 */
export function diceRow(seed: number, fob: number, what: number): readonly [number, number] {
  const first = scramble(seed ^ scramble(fob + Math.imul(what, GOLDEN)));
  return [first, scramble(first ^ scramble(fob ^ 0x5bd1_e995))];
}

/**
 * The draw of a row at an index: 32 bits, as a signed integer, that follow from seed, fob, kind and index alone, so that
 * fobs may be run in any order and on any number of workers. Good enough to draw populations by
 * (the tests say how good); never for secrets of production.
 */
export function rollAt(first: number, second: number, index: number): number {
  let x = (first + Math.imul(index, GOLDEN)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb_352d);
  x = Math.imul(x ^ (x >>> 15) ^ second, 0x846c_a68b);
  x = Math.imul(x ^ (x >>> 16), 0x2c1b_3c6d);
  return x ^ (x >>> 15);
}

/** The draws of one kind of one fob, by index. */
export class FleetDice {
  readonly #first: number;
  readonly #second: number;

  constructor(seed: number, fob: number, what: number) {
    [this.#first, this.#second] = diceRow(seed, fob, what);
  }

  /** An unsigned 32-bit integer. */
  roll(index: number): number {
    return rollAt(this.#first, this.#second, index) >>> 0;
  }

  /** A number above 0 and below 1. */
  share(index: number): number {
    return (this.roll(index) + 0.5) / 0x1_0000_0000;
  }
}
