import { describe, expect, it } from 'vitest';
import { drawNumber } from '../../../firmware-sim/fleet/draw-distribution.ts';
import { Draw, FleetDice } from '../../../firmware-sim/fleet/fleet-dice.ts';
import { naturalLog, normalQuantile } from '../../../firmware-sim/fleet/normal-quantile.ts';
import type { Distribution } from '@fobkit/firmware-sim/fleet';

const DRAWS = 20_000;

function sample(of: Distribution): readonly number[] {
  const dice = new FleetDice(3, 0, Draw.calibration);
  return Array.from({ length: DRAWS }, (_, index) => drawNumber(of, dice, index));
}

/** The share of the draws below a value, and how far it may be off: five deviations. */
function expectShareBelow(draws: readonly number[], value: number, share: number): void {
  const found = draws.filter((draw) => draw < value).length / draws.length;
  const deviation = Math.sqrt((share * (1 - share)) / draws.length);
  expect(Math.abs(found - share), `below ${value}`).toBeLessThan(5 * deviation);
}

describe('the normal quantile', () => {
  // Python 3.11, statistics.NormalDist().inv_cdf.
  it.each([
    [1e-9, -5.9978070150076865],
    [1e-6, -4.753424308822899],
    [0.0001, -3.71901648545568],
    [0.001, -3.090232306167813],
    [0.02, -2.0537489106318225],
    [0.075, -1.4395314709384557],
    [0.3, -0.5244005127080407],
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [0.9, 1.2815515655446008],
    [0.99, 2.3263478740408408],
    [0.9999999, 5.199337582290662],
  ])('of %d is that of another implementation', (share, value) => {
    expect(Math.abs(normalQuantile(share) - value)).toBeLessThan(1e-9);
  });

  // Python 3.11, math.log.
  it.each([
    [1e-9, -20.72326583694641],
    [0.001, -6.907755278982137],
    [0.3, -1.2039728043259361],
    [0.5, -0.6931471805599453],
    [0.75, -0.2876820724517809],
    [1, 0],
  ])('has a logarithm of %d that is right to fifteen digits', (x, log) => {
    expect(Math.abs(naturalLog(x) - log)).toBeLessThan(1e-14);
  });
});

describe('a draw from a distribution', () => {
  it('is normal in the middle and in the tails', () => {
    const draws = sample({ kind: 'normal', mean: 100, deviation: 10 });
    // Shares of the normal distribution below −3, −1, 0, 1 and 2 deviations.
    expectShareBelow(draws, 70, 0.001349898);
    expectShareBelow(draws, 90, 0.158655254);
    expectShareBelow(draws, 100, 0.5);
    expectShareBelow(draws, 110, 0.841344746);
    expectShareBelow(draws, 120, 0.977249868);
  });

  it('is drawn anew beyond the ends of a normal distribution', () => {
    const draws = sample({ kind: 'normal', mean: 0, deviation: 1, from: -1, to: 2 });
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...draws)).toBeLessThanOrEqual(2);
    expectShareBelow(draws, 0, (0.5 - 0.158655254) / (0.977249868 - 0.158655254));
  });

  it('is even, or the sum of two even draws', () => {
    const even = sample({ kind: 'uniform', from: -4, to: 12 });
    expectShareBelow(even, 0, 0.25);
    const triangular = sample({ kind: 'triangular', from: -4, to: 4 });
    expectShareBelow(triangular, -2, 0.125);
    expectShareBelow(triangular, 2, 0.875);
  });

  it('comes from the rows of a table by their shares', () => {
    const rows = [
      { value: 1, share: 0.2 },
      { value: 5, share: 0 },
      { value: 7, share: 0.8 },
    ];
    const draws = sample({ kind: 'table', rows });
    expect(new Set(draws)).toEqual(new Set([1, 7]));
    expectShareBelow(draws, 2, 0.2);
  });

  it('is the value of a constant', () => {
    expect(drawNumber({ kind: 'constant', value: 9 }, new FleetDice(1, 1, 1), 4)).toBe(9);
  });
});
