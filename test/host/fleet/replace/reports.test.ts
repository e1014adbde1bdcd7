import { heardOf, planByKnowledge } from '@fobkit/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

const FOBS = 2000;

function shown(fobs = FOBS, firstFob = 0, seed = 1) {
  const tally = madeTally(365, fobs);
  tally.fobs.lowBattery.fill(50);
  return madeResult({ ...tally, fobs: { ...tally.fobs, firstFob } }, { seed });
}

function tellers(share: number, result = shown()): readonly number[] {
  const { lowBattery } = heardOf(result, share).tally.fobs;
  return [...lowBattery].flatMap((day, fob) => (day < 0 ? [] : [fob]));
}

it('that share of the owners tells of a low battery', () => {
  expect(tellers(0)).toEqual([]);
  expect(tellers(1)).toHaveLength(FOBS);
  // Five standard deviations of a fair draw are 110.
  expect(Math.abs(tellers(0.6).length - 0.6 * FOBS)).toBeLessThan(110);
});

it('who tells goes by number and seed, whatever part of the fleet is looked at', () => {
  const all = tellers(0.6);
  const part = tellers(0.6, shown(500, 300)).map((fob) => fob + 300);
  expect(part).toEqual(all.filter((fob) => fob >= 300 && fob < 800));
  expect(tellers(0.6, shown(FOBS, 0, 2))).not.toEqual(all);
});

it('who tells where few do tells where more do', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (one, other) => {
      const more = new Set(tellers(Math.max(one, other)));
      expect(tellers(Math.min(one, other)).every((fob) => more.has(fob))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('a fob of which nobody tells has no turn by its low battery', () => {
  const plan = planByKnowledge(
    heardOf(shown(100), 0.6),
    ({ reportedDaysAgo }) => (reportedDaysAgo < 0 ? 0 : 1),
    0.5,
  );
  const turns = [...plan.turns].flatMap((turn, fob) => (turn < 0 ? [] : [fob]));
  expect(turns).toEqual(tellers(0.6, shown(100)));
});

it('is told among what was assumed, and leaves the run as it was', () => {
  const result = shown(10);
  expect(heardOf(result, 0.25).facts.assumptions).toContainEqual({
    name: 'reports',
    value: '25 % of the owners whose fob shows a low battery tell the bank',
  });
  expect([...result.tally.fobs.lowBattery]).toEqual(Array.from({ length: 10 }, () => 50));
});
