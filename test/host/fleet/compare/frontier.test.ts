import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beatenBy, type Costs } from '../../../../host/fleet/compare/frontier.ts';

/** Calls that differ from those of all others by chance on each of so many days. */
function costs(calls: readonly number[], odds: number): Costs {
  return { calls, odds: Array.from({ length: 20 }, () => odds) };
}

it('what is beaten beats nobody', () => {
  const days = (lucky: number): number[] =>
    Array.from({ length: 20 }, (_, i) => (i < lucky ? 9 : 10));
  // Each has fewer calls than the next by chance alone; the first more than chance than the last.
  const all = [costs(days(10), 4), costs(days(6), 3), costs(days(0), 2)];
  expect(beatenBy(all)).toEqual([[], [2], []]);
});

it('of any policies some are on the frontier, and each other one is beaten by some there', () => {
  const day = fc.nat({ max: 5 });
  const one = fc.tuple(fc.array(day, { minLength: 20, maxLength: 20 }), day);
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 9 }), (given) => {
      const all = beatenBy(given.map(([calls, odds]) => costs(calls, odds)));
      expect(all.some((by) => by.length === 0)).toBe(true);
      for (const other of all.flat()) expect(all[other]).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
