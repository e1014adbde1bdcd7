import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batteryOutlook,
  dueForReplacement,
  type FobAge,
  replacementOdds,
} from '../../../../host/bank/policy/battery-end.ts';
import { lowBatteryText, mostDaysLeft } from '../../../../host/bank/policy/low-battery.ts';
import { DAY, NOW, STEP } from '../verify/verify-support.ts';

const YEAR = 365.25 * DAY;
const QUARTER = { now: NOW, until: NOW + 91 * DAY };
/** shinkin.co.jp: 8,000 presses, about five years. */
const shinkin = { presses: 8000, days: 1826 };

function fob(age: Partial<FobAge> & { readonly years?: number } = {}): FobAge {
  const { years = 1, ...rest } = age;
  return {
    serial: 'S1',
    life: shinkin,
    since: NOW - years * YEAR,
    codesSeen: 0,
    stepSeconds: STEP,
    readings: [],
    ...rest,
  };
}

const odds = (age: FobAge): number => batteryOutlook(age, QUARTER).odds;

describe('the odds that a battery ends in the next quarter', () => {
  it('are none for a fob of two years that is seldom pressed', () => {
    expect(odds(fob({ years: 2, codesSeen: 500 }))).toBe(0);
  });

  it('rise with age, and the reason is told', () => {
    const [four, five, six] = [4.2, 5, 6].map((years) => odds(fob({ years })));
    expect(four).toBeGreaterThan(0);
    expect(five).toBeGreaterThan(four ?? 1);
    expect(six).toBeGreaterThan(five ?? 1);
    expect(batteryOutlook(fob({ years: 5 }), QUARTER).reasons).toEqual(['age']);
  });

  it('come of presses as well: a fob of a year with 7,000 codes is near its 8,000 presses', () => {
    const { odds, reasons } = batteryOutlook(fob({ years: 1, codesSeen: 7000 }), QUARTER);
    expect(odds).toBeGreaterThan(0.3);
    expect(reasons).toEqual(['presses']);
  });

  it('are certain for a fob beyond every published life', () => {
    expect(odds(fob({ years: 7 }))).toBe(1);
    expect(odds(fob({ codesSeen: 20_000 }))).toBe(1);
  });

  it('rise when its user tells of a low-battery text', () => {
    const reported = (text: string) => ({ text: lowBatteryText(text), at: NOW - 10 * DAY });
    expect(odds(fob({ reported: reported('bAtt 0') }))).toBe(1);
    expect(odds(fob({ reported: reported('Lo-bAtt 2') }))).toBe(1);
    const nine = batteryOutlook(fob({ reported: reported('bAtt 09') }), QUARTER);
    expect(nine.odds).toBeCloseTo(101 / (0.09 * 1826), 2);
    expect(nine.reasons).toEqual(['reported']);
  });

  it('rise when its clock runs otherwise than before', () => {
    const readings = Array.from({ length: 20 }, (_, i) => ({
      at: NOW - (20 - i) * 15 * DAY,
      steps: i < 10 ? 0 : -4 * (i - 9),
    }));
    const { odds, reasons } = batteryOutlook(fob({ readings }), QUARTER);
    expect(odds).toBeCloseTo(0.3);
    expect(reasons).toEqual(['clock']);
  });

  it('are shares, whatever the bank knows, and never fall with more presses or a later end', () => {
    const record = fc.record({
      years: fc.double({ min: 0, max: 12, noNaN: true }),
      codesSeen: fc.nat(30_000),
      more: fc.nat(5000),
      days: fc.nat(400),
      life: fc.constantFrom(shinkin, { presses: 14_000 }, { days: 1826 }, {}),
    });
    fc.assert(
      fc.property(record, ({ years, codesSeen, more, days, life }) => {
        const base = fob({ years, codesSeen, life });
        const later = { now: NOW, until: QUARTER.until + days * DAY };
        const here = odds(base);
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual(1);
        expect(odds({ ...base, codesSeen: codesSeen + more })).toBeGreaterThanOrEqual(here - 1e-9);
        expect(batteryOutlook(base, later).odds).toBeGreaterThanOrEqual(here - 1e-9);
      }),
    );
  });
});

describe('the same odds without an object for each fob', () => {
  it('are those that the bank tells, but for what the clock says', () => {
    const record = fc.record({
      since: fc.integer({ min: NOW - 4000 * DAY, max: NOW + DAY }),
      codesSeen: fc.nat(20_000),
      text: fc.constantFrom('bAtt 09', 'bAtt 3', 'bAtt 0', 'Lo-bAtt', 'EEEEEE', undefined),
      days: fc.integer({ min: -10, max: 400 }),
      life: fc.constantFrom<FobAge['life']>(shinkin, { presses: 14_000 }, { days: 1826 }, {}),
    });
    fc.assert(
      fc.property(record, ({ since, codesSeen, text, days, life }) => {
        const at = NOW - 20 * DAY;
        const planned = { now: NOW, until: NOW + days * DAY };
        const read = text === undefined ? undefined : lowBatteryText(text);
        const age = fob({ since, codesSeen, life, ...(read && { reported: { text: read, at } }) });
        const mostDays = read === undefined ? Infinity : mostDaysLeft(read, life.days);
        const odds = replacementOdds(life, planned)(since, codesSeen, mostDays, at);
        expect(odds).toBeCloseTo(batteryOutlook(age, planned).odds, 12);
      }),
    );
  });
});

describe('which fobs to replace next quarter', () => {
  it('are those with odds, the surest end first, then by serial', () => {
    const fobs = [
      fob({ serial: 'young', years: 1 }),
      fob({ serial: 'old-b', years: 5.5 }),
      fob({ serial: 'old-a', years: 5.5 }),
      fob({ serial: 'dead', years: 8 }),
    ];
    const due = dueForReplacement(fobs, QUARTER).map(({ serial }) => serial);
    expect(due).toEqual(['dead', 'old-a', 'old-b']);
  });
});

describe('a low-battery text', () => {
  it.each([
    ['bAtt 05', { family: 'bAtt-percent', value: 5 }, 91.3],
    ['batt00', { family: 'bAtt-percent', value: 0 }, 0],
    ['bAtt 5', { family: 'bAtt-level', value: 5 }, 90],
    ['bAtt 0', { family: 'bAtt-level', value: 0 }, 0],
    ['Lo-bAtt 2', { family: 'Lo-bAtt', value: 2 }, 90],
    ['Lo-bAtt 1', { family: 'Lo-bAtt', value: 1 }, 45],
    ['lobatt', { family: 'Lo-bAtt', value: 0 }, 0],
    ['EEEEEE', { family: 'other' }, 90],
    ['bAtt 7', { family: 'other' }, 90],
    ['x'.repeat(100_000), { family: 'other' }, 90],
  ])('%.12s: %j, %s days at most', (text, read, days) => {
    expect(lowBatteryText(text)).toEqual(read);
    expect(mostDaysLeft(lowBatteryText(text))).toBeCloseTo(days, 1);
  });
});
