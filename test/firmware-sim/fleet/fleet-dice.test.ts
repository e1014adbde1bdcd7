import { describe, expect, it } from 'vitest';
import { Draw, FleetDice } from '../../../firmware-sim/fleet/fleet-dice.ts';

const BINS = 256;
/** 255 degrees of freedom: mean 255, deviation √510; six of those. */
const MOST_CHI_SQUARE = 255 + 6 * Math.sqrt(510);

function chiSquare(draws: Iterable<number>): number {
  const counts = new Float64Array(BINS);
  let all = 0;
  for (const draw of draws) {
    counts[draw] = (counts[draw] ?? 0) + 1;
    all++;
  }
  const expected = all / BINS;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('the dice of a fleet', () => {
  it('give the same draw for the same seed, fob, kind and index', () => {
    const roll = (seed: number): number => new FleetDice(seed, 5, Draw.visit).roll(17);
    expect(roll(1)).toBe(roll(1));
    expect(roll(1)).not.toBe(roll(2));
    expect(new FleetDice(1, 6, Draw.visit).roll(17)).not.toBe(roll(1));
    expect(new FleetDice(1, 5, Draw.life).roll(17)).not.toBe(roll(1));
  });

  it.each([0, 8, 16, 24])('fall evenly along the days of a fob, bits from %i on', (shift) => {
    const dice = new FleetDice(42, 3, Draw.visit);
    const draws = Array.from(
      { length: 50_000 },
      (_, day) => (dice.roll(day * 8192) >>> shift) & 255,
    );
    expect(chiSquare(draws)).toBeLessThan(MOST_CHI_SQUARE);
  });

  it.each([0, 8, 16, 24])('fall evenly over the fobs of a fleet, bits from %i on', (shift) => {
    const draws = Array.from(
      { length: 50_000 },
      (_, fob) => (new FleetDice(42, fob, Draw.calibration).roll(0) >>> shift) & 255,
    );
    expect(chiSquare(draws)).toBeLessThan(MOST_CHI_SQUARE);
  });

  it('do not tell one draw of a fob by the one before, or by its neighbour', () => {
    const pairs = function* (next: (n: number) => readonly [number, number]): Generator<number> {
      for (let n = 0; n < 50_000; n++) {
        const [a, b] = next(n);
        yield ((a >>> 28) << 4) | (b >>> 28);
      }
    };
    const dice = new FleetDice(9, 1, Draw.presses);
    expect(chiSquare(pairs((n) => [dice.roll(n), dice.roll(n + 1)]))).toBeLessThan(MOST_CHI_SQUARE);
    const of = (fob: number): number => new FleetDice(9, fob, Draw.presses).roll(3);
    expect(chiSquare(pairs((n) => [of(n), of(n + 1)]))).toBeLessThan(MOST_CHI_SQUARE);
  });
});
