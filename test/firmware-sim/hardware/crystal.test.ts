import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Crystal,
  drawCalibrationPpb,
  TUNING_FORK,
  type CrystalParameters,
} from '../../../firmware-sim/hardware/crystal.ts';
import { Rng } from '../../../firmware-sim/hardware/rng.ts';

const SECOND = 32_768;
const YEAR = 31_557_600 * SECOND;
const plain: CrystalParameters = { ...TUNING_FORK, tolerancePpb: 0, ageingPpbPerYear: 0 };
const ageing: CrystalParameters = { ...plain, ageingPpbPerYear: -730 };

const parts = fc.record({
  calibration: fc.integer({ min: -20_000, max: 20_000 }),
  drift: fc.oneof(fc.integer({ min: -200_000, max: 200_000 }), fc.constantFrom(-4e8, 4e8)),
  deciCelsius: fc.integer({ min: -200, max: 700 }),
  before: fc.integer({ min: 0, max: 2 ** 34 }),
});

function built(made: {
  calibration: number;
  drift: number;
  deciCelsius: number;
  before: number;
}): Crystal {
  const crystal = new Crystal(ageing, made.calibration);
  crystal.driftPpb = made.drift;
  crystal.advance(made.before, made.deciCelsius);
  return crystal;
}

describe('crystal', () => {
  it('follows the temperature table of the AAJ manual within 2 ppm', () => {
    const table: Record<string, number> = {
      '-10': -42,
      '-5': -31,
      '0': -21,
      '5': -14,
      '10': -8,
      '15': -3,
      '20': -1,
      '25': 0,
      '30': -1,
      '35': -3,
      '40': -8,
      '45': -14,
      '50': -21,
      '55': -31,
      '60': -42,
    };
    const crystal = new Crystal(plain);
    for (const [celsius, ppm] of Object.entries(table)) {
      const error = crystal.errorPpb(Number(celsius) * 10) / 1000;
      expect(Math.abs(error - ppm), `${celsius} °C`).toBeLessThan(2);
    }
  });

  it('loses 1.5 s in 10 h at 60 °C', () => {
    const passed = 36_000 * SECOND;
    const lost = (passed - new Crystal(plain).advance(passed, 600)) / SECOND;
    expect(lost).toBeCloseTo(1.5, 2);
  });

  it('gains 31.6 s a year for each ppm', () => {
    const crystal = new Crystal(plain, 1000);
    expect((crystal.advance(YEAR, 250) - YEAR) / SECOND).toBeCloseTo(31.56, 2);
  });

  it('is exact over five years: 2 ppm are 315.576 s to the tick', () => {
    const crystal = new Crystal(plain, 2000);
    expect(crystal.advance(5 * YEAR, 250)).toBe(5 * YEAR + Math.floor((5 * YEAR) / 500_000));
  });

  it('ages linearly: after two years at −730 ppb a year it is 1460 ppb slow', () => {
    const crystal = new Crystal(ageing);
    crystal.advance(2 * YEAR, 250);
    expect(Math.abs(crystal.errorPpb(250) + 1460)).toBeLessThanOrEqual(4);
  });

  it('adds trim and drift to its own error', () => {
    const crystal = new Crystal(plain, 300);
    crystal.trimPpb = -100;
    crystal.driftPpb = 42_000;
    expect(crystal.errorPpb(250)).toBe(42_200);
  });

  it('gives the same ticks however the interval is split', () => {
    fc.assert(
      fc.property(
        parts,
        fc.array(fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 2 ** 33 })), { maxLength: 8 }),
        (made, spans) => {
          const whole = built(made);
          const split = built(made);
          let ticks = 0;
          for (const span of spans) ticks += split.advance(span, made.deciCelsius);
          const total = spans.reduce((sum, span) => sum + span, 0);
          expect(whole.advance(total, made.deciCelsius)).toBe(ticks);
          expect(whole.save()).toEqual(split.save());
        },
      ),
    );
  });

  it('worldTicksUntil is the smallest interval that gives the wanted ticks', () => {
    fc.assert(
      fc.property(
        parts,
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 35 })),
        (made, wanted) => {
          const interval = built(made).worldTicksUntil(wanted, made.deciCelsius);
          expect(built(made).advance(interval, made.deciCelsius)).toBeGreaterThanOrEqual(wanted);
          expect(built(made).advance(interval - 1, made.deciCelsius)).toBeLessThan(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives no tick while stopped, ages on, and never reaches an alarm', () => {
    const crystal = new Crystal(ageing);
    crystal.stopped = true;
    expect(crystal.advance(YEAR, 250)).toBe(0);
    expect(crystal.age).toBe(YEAR);
    expect(crystal.worldTicksUntil(1, 250)).toBe(Infinity);
    expect(crystal.worldTicksUntil(0, 250)).toBe(0);
  });

  it('keeps half its rate under an absurd drift, so that time still passes', () => {
    const crystal = new Crystal(plain);
    crystal.driftPpb = -2_000_000_000;
    expect(crystal.advance(1000, 250)).toBe(500);
  });

  it('draws calibrations within the tolerance, on both sides', () => {
    const rng = new Rng(1);
    const draws = Array.from({ length: 500 }, () =>
      drawCalibrationPpb({ ...plain, tolerancePpb: 2000 }, rng),
    );
    expect(Math.max(...draws)).toBeLessThanOrEqual(2000);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(-2000);
    expect(Math.max(...draws)).toBeGreaterThan(1000);
    expect(Math.min(...draws)).toBeLessThan(-1000);
  });

  it('goes on from a save as if nothing had been', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 2 ** 33 }), (made, span) => {
        const first = built(made);
        const second = new Crystal(ageing);
        second.load(first.save());
        expect(second.save()).toEqual(first.save());
        expect(second.advance(span, made.deciCelsius)).toBe(first.advance(span, made.deciCelsius));
      }),
    );
  });
});
