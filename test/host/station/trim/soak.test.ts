import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateBetween, soakSeconds } from '../../../../host/station/trim/soak.ts';

const reading = (readUnixMs: number, offsetMs: number, jitterMs: number) => ({
  readUnixMs,
  offsetMs,
  jitterMs,
});

describe('a soak', () => {
  it('of 1 ppm at 1 ms takes 1.96 · √(2/3) ms / 10⁻⁶', () => {
    expect(soakSeconds(1, 1)).toBeCloseTo(1600.33, 1);
  });

  it('is as long as the interval of its rate is as wide as is wanted', () => {
    const ms = fc.double({ min: 0.01, max: 500, noNaN: true });
    const ppm = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(ms, ms, ppm, (first, second, wanted) => {
        const seconds = soakSeconds(wanted, first, second);
        const later = reading(seconds * 1000, 0, second);
        const { uncertaintyPpm } = rateBetween(reading(0, 0, first), later);
        expect(uncertaintyPpm).toBeCloseTo(wanted, 6);
      }),
    );
  });

  it('covers the true rate 95 times of 100 or more, by readings that are off as told', () => {
    // A fixed sequence that looks uniform: the error of each reading within its jitter.
    let state = 1;
    const uniform = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state / 2 ** 32) * 2 - 1;
    };
    const seconds = soakSeconds(2, 5);
    let inside = 0;
    for (let i = 0; i < 10_000; i++) {
      const end = seconds * 1000;
      const start = reading(0, 5 * uniform(), 5);
      const { ppm, uncertaintyPpm } = rateBetween(start, reading(end, 5 * uniform(), 5));
      if (Math.abs(ppm) <= uncertaintyPpm) inside++;
    }
    expect(inside).toBeGreaterThan(9_450);
    expect(inside).toBeLessThan(9_700);
  });

  it('tells that a clock which gains is fast', () => {
    expect(rateBetween(reading(0, 10, 1), reading(1_000_000, 15, 1)).ppm).toBeCloseTo(5, 9);
  });
});
