import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addReading,
  type DriftReading,
  MAX_READINGS,
  ppmOf,
  slopeChanged,
} from '../../../../host/bank/policy/drift.ts';
import { DAY, NOW, STEP } from '../verify/verify-support.ts';

/** What the bank reads of a fob that runs at so many ppm, typed after so many seconds. */
function readings(
  ppmAt: (days: number) => number,
  days: readonly number[],
  typing: (i: number) => number = () => 5,
): DriftReading[] {
  let off = 0;
  let last = 0;
  return days.map((day, i) => {
    off += (ppmAt((day + last) / 2) * (day - last) * DAY) / 1e6;
    last = day;
    const at = NOW + Math.floor(day * DAY);
    const steps = Math.floor((at - typing(i) + off) / STEP) - Math.floor(at / STEP);
    return { at, steps };
  });
}

const weekly = (weeks: number): number[] => Array.from({ length: weeks }, (_, i) => 7.003 * i);

describe('how fast a fob runs', () => {
  it('is told as a range that has the truth in it, whatever its rate and however it is typed', () => {
    const record = fc.record({
      ppm: fc.integer({ min: -60, max: 60 }),
      gaps: fc.array(fc.double({ min: 0.01, max: 60, noNaN: true }), {
        minLength: 2,
        maxLength: 40,
      }),
      typing: fc.array(fc.nat(60), { minLength: 41, maxLength: 41 }),
    });
    fc.assert(
      fc.property(record, ({ ppm, gaps, typing }) => {
        let day = 0;
        const days = gaps.map((gap) => (day += gap));
        const range = ppmOf(
          readings(
            () => ppm,
            days,
            (i) => typing[i] ?? 0,
          ),
          STEP,
        );
        expect(range?.least).toBeLessThanOrEqual(ppm);
        expect(range?.most).toBeGreaterThanOrEqual(ppm);
      }),
    );
  });

  it('is known to a few ppm after a year of weekly use', () => {
    const range = ppmOf(
      readings(() => -20, weekly(52)),
      STEP,
    );
    expect(range?.least).toBeGreaterThan(-25);
    expect(range?.most).toBeLessThan(-15);
  });

  it('is not known from one reading, or none', () => {
    expect(ppmOf([], STEP)).toBeUndefined();
    expect(ppmOf([{ at: NOW, steps: 1 }], STEP)).toBeUndefined();
  });
});

describe('a rate that changes', () => {
  it('is seen when a fob goes from 0 to −80 ppm', () => {
    const ppm = (day: number): number => (day < 180 ? 0 : -80);
    expect(slopeChanged(readings(ppm, weekly(52)), STEP)).toBe(true);
  });

  it('is not seen where it stays, nor in a few readings', () => {
    expect(
      slopeChanged(
        readings(() => -20, weekly(52)),
        STEP,
      ),
    ).toBe(false);
    expect(
      slopeChanged(
        readings(() => 0, [0, 7]),
        STEP,
      ),
    ).toBe(false);
  });
});

describe('the readings that are kept', () => {
  it('are bounded, in order, and the first and the last are among them', () => {
    let kept: readonly DriftReading[] = [];
    for (let i = 0; i < 500; i++) kept = addReading(kept, { at: NOW + i * i * 60, steps: i });
    expect(kept).toHaveLength(MAX_READINGS);
    expect(kept[0]).toEqual({ at: NOW, steps: 0 });
    expect(kept.at(-1)).toEqual({ at: NOW + 499 * 499 * 60, steps: 499 });
    expect([...kept].sort((a, b) => a.at - b.at)).toEqual(kept);
  });

  it('a hundred codes in an hour do not push out a year', () => {
    let kept: readonly DriftReading[] = [];
    for (let month = 0; month < 12; month++) {
      kept = addReading(kept, { at: NOW + month * 30 * DAY, steps: -month });
    }
    for (let i = 0; i < 100; i++) {
      kept = addReading(kept, { at: NOW + 331 * DAY + i * 36, steps: -11 });
    }
    const months = kept.filter(({ at }) => at <= NOW + 330 * DAY);
    expect(months).toHaveLength(12);
  });
});
