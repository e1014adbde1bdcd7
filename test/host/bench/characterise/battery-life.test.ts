import { type CurrentProfile, projectLife } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';

function profile(idle: number, pressCharge: number): CurrentProfile {
  const phase = { samples: 1, seconds: 1, mean: idle, least: idle, most: idle };
  return { idle: phase, press: phase, pressCharge, instrument: 'psu1' };
}

const CELL = { capacity: 0.225, pressesPerDay: 0, selfDischargePerYear: 0, usable: 1 };

describe('how long a cell lasts', () => {
  it('is its capacity over the idle current, when nobody presses', () => {
    // 225 mAh ÷ 5 µA = 45,000 h.
    expect(projectLife(profile(5e-6, 0), CELL).years).toBeCloseTo(45_000 / 8766, 9);
  });

  it('is shorter by what each press costs', () => {
    // 0.0432 A·s a press, ten a day: 5 µA more.
    const life = projectLife(profile(5e-6, 0.0432), { ...CELL, pressesPerDay: 10 });
    expect(life.meanCurrent).toBeCloseTo(10e-6, 12);
    expect(life.shares).toEqual({ idle: 0.5, presses: 0.5, selfDischarge: 0 });
  });

  it('is shorter by what the cell loses by itself, and by what cannot be used', () => {
    const life = projectLife(profile(0, 0), { ...CELL, selfDischargePerYear: 0.1, usable: 0.9 });
    expect(life.years).toBeCloseTo(9, 9);
  });

  it.each([
    { ...CELL, capacity: 0 },
    { ...CELL, usable: 0 },
    { ...CELL, usable: 1.1 },
    { ...CELL, capacity: Number.NaN },
  ])('is not projected from a cell that is none: %o', (assumed) => {
    expect(() => projectLife(profile(5e-6, 0), assumed)).toThrow(/capacity/);
  });

  it('is not projected when no current was measured', () => {
    expect(() => projectLife(profile(0, 0), CELL)).toThrow(/no current was measured/);
  });
});
