import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatenBy, type Costs } from '../../../../host/fleet/compare/frontier.ts';

const DAYS = 100;
const flat = (cost: number): readonly number[] => Array<number>(DAYS).fill(cost);
const noisy = (mean: number): readonly number[] =>
  flat(mean).map((cost, day) => cost + (day % 2 === 0 ? 7 : -7));

describe('the frontier', () => {
  it('has who is better in one cost and not worse in the other', () => {
    const costs = [
      { calls: flat(3), odds: flat(3) },
      { calls: noisy(3.5), odds: flat(1) },
      { calls: flat(1), odds: flat(9) },
    ];
    expect(beatenBy(costs)).toEqual([[1], [], []]);
  });

  it('is not left because of one that is beaten itself', () => {
    // Each has more calls than the next one by chance alone; the first has more than the last for sure.
    const costs = [
      { calls: flat(3), odds: flat(1) },
      { calls: noisy(1.5), odds: flat(2) },
      { calls: flat(0), odds: flat(3) },
    ];
    expect(beatenBy(costs)).toEqual([[], [0], []]);
  });

  it('is never empty, and whoever is beaten is so by one of it', () => {
    const byDay = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 });
    const some = fc.array(fc.record<Costs>({ calls: byDay, odds: byDay }), { minLength: 1 });
    fc.assert(
      fc.property(some, (costs) => {
        const by = beatenBy(costs);
        expect(by.some((others) => others.length === 0)).toBe(true);
        for (const other of by.flat()) expect(by[other]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
