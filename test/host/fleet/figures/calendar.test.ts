import { dayText, monthsOf, quartersOf, weeksOf, yearsOf } from '@fobkit/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** 2027-11-15. */
const MID_NOVEMBER = 21_137;

it('the days of a run are those of the calendar', () => {
  expect(dayText(MID_NOVEMBER)).toBe('2027-11-15');
  expect(monthsOf(MID_NOVEMBER, 120)).toEqual([
    { label: '2027-11', from: 0, to: 16 },
    { label: '2027-12', from: 16, to: 47 },
    { label: '2028-01', from: 47, to: 78 },
    { label: '2028-02', from: 78, to: 107 },
    { label: '2028-03', from: 107, to: 120 },
  ]);
  expect(quartersOf(MID_NOVEMBER, 120)).toEqual([
    { label: '2027 Q4', from: 0, to: 47 },
    { label: '2028 Q1', from: 47, to: 120 },
  ]);
  expect(yearsOf(MID_NOVEMBER, 120).map(({ label }) => label)).toEqual(['2027', '2028']);
});

it('every day is in one week, one month, one quarter and one year', () => {
  const run = fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 4000 }));
  fc.assert(
    fc.property(run, ([madeOn, days]) => {
      for (const spans of [weeksOf, monthsOf, quartersOf, yearsOf].map((of) => of(madeOn, days))) {
        expect(spans.map(({ from }) => from)).toEqual([
          0,
          ...spans.slice(0, -1).map(({ to }) => to),
        ]);
        expect(spans.at(-1)?.to).toBe(days);
      }
    }),
    { numRuns: 50 },
  );
});
