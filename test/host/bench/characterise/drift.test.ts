import { driftReading, type DriftReading, estimateDrift } from '@fobkit/bench';
import { startTestFob } from '@fobkit/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Prng } from '../../../support/prng.ts';
import rfc6238 from '../../../vectors/rfc6238.json' with { type: 'json' };

const STEP = 30;
const YEAR_0 = 1_798_761_600;
const DAY = 86_400;

/** What a code tells of a clock that is off by `offset + ppm` at `at`, read in no time. */
function readingAt(at: number, ppm: number, offset = 0): DriftReading {
  const error = offset + ((at - YEAR_0) * ppm) / 1_000_000;
  const began = Math.floor((at + error) / STEP) * STEP;
  return { at, low: began - at, high: began + STEP - at };
}

function estimated(readings: readonly DriftReading[]): {
  ppm: number;
  interval: readonly [number, number];
  bounds: readonly [number, number];
} {
  const estimate = estimateDrift(readings);
  if (estimate === undefined || 'contradiction' in estimate) throw new Error('no estimate');
  return estimate;
}

describe('what one code says of a clock', () => {
  it('is the step of the code against the two moments between which it was made', () => {
    const [vector] = rfc6238.vectors.filter(({ algorithm }) => algorithm === 'SHA1');
    if (vector === undefined) throw new Error('no vector');
    const seed = new TextEncoder().encode('12345678901234567890');
    const key = { seed, algorithm: 'SHA1', digits: 8, stepSeconds: STEP, t0: 0 } as const;
    // The code of step 1, seen between 100 s and 103 s: its step was 30 to 60.
    const seen = { code: vector.code, from: 100, to: 103 };
    expect(driftReading(key, seen, { window: 5 })).toEqual({ at: 101.5, low: -73, high: -40 });
    expect(driftReading(key, seen, { window: 1 })).toBeUndefined();
  });
});

describe('a code that says nothing of a clock', () => {
  const seed = new TextEncoder().encode('12345678901234567890');
  const key = { seed, algorithm: 'SHA1', digits: 6, stepSeconds: STEP, t0: 0 } as const;

  it('is refused when it is that of two steps', () => {
    // By Python's hmac: the code of steps 232 and 2629.
    const seen = { code: '613566', from: STEP * 1000, to: STEP * 1000 };
    expect(driftReading(key, seen, { window: 1000 })?.low).toBe((232 - 1000) * STEP);
    expect(() => driftReading(key, seen, { window: 2000 })).toThrow('that of two steps');
  });

  it('is refused in a window in which any code would fit', () => {
    const seen = { code: '000000', from: 1e9, to: 1e9 };
    expect(() => driftReading(key, seen, { window: 25_000 })).toThrow('at most 24999');
    expect(() => driftReading({ ...key, digits: 8 }, seen, { window: 25_000 })).not.toThrow();
  });
});

describe('the drift of a clock from codes alone', () => {
  it('is unknown from one reading, or from two of one moment', () => {
    expect(estimateDrift([readingAt(YEAR_0, 0)])).toBeUndefined();
    expect(estimateDrift([readingAt(YEAR_0, 0), readingAt(YEAR_0, 0)])).toBeUndefined();
  });

  it('lies surely between the steepest lines that meet both readings', () => {
    const readings = [
      { at: 0, low: 0, high: 30 },
      { at: 1_000_000, low: 90, high: 120 },
    ];
    expect(estimated(readings).bounds).toEqual([60, 120]);
    expect(estimated(readings).ppm).toBeCloseTo(90, 9);
  });

  it('is within its bounds, whatever the drift and whenever the fob was read', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: -600, max: 600, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 0, max: 400 * DAY }), { minLength: 2, maxLength: 12 }),
        (ppm, offset, times) => {
          const { bounds, interval } = estimated(
            times.map((time) => readingAt(YEAR_0 + time, ppm, offset)),
          );
          const rounding = 1e-3;
          expect(ppm).toBeGreaterThanOrEqual(bounds[0] - rounding);
          expect(ppm).toBeLessThanOrEqual(bounds[1] + rounding);
          expect(interval[0]).toBeGreaterThanOrEqual(bounds[0]);
          expect(interval[1]).toBeLessThanOrEqual(bounds[1]);
        },
      ),
    );
  });

  it('is covered by the 95 % interval in at least 95 of 100 fobs', () => {
    const dice = new Prng(17);
    let covered = 0;
    for (let fob = 0; fob < 400; fob++) {
      const ppm = (dice.below(2001) - 1000) / 50;
      const offset = dice.below(30_000) / 1000;
      const readings = Array.from({ length: 7 }, (_, day) =>
        readingAt(YEAR_0 + day * DAY + dice.below(3_600_000) / 1000, ppm, offset),
      );
      const { interval } = estimated(readings);
      if (interval[0] - 1e-3 <= ppm && ppm <= interval[1] + 1e-3) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(380);
  });

  it('gets surer the further apart the readings are', () => {
    const width = (days: number): number => {
      const { bounds } = estimated([readingAt(YEAR_0, 10), readingAt(YEAR_0 + days * DAY, 10)]);
      return bounds[1] - bounds[0];
    };
    expect(width(30)).toBeCloseTo(width(1) / 30, 6);
  });

  it('does not exist when the clock was set between the readings', () => {
    const readings = [
      readingAt(YEAR_0, 0),
      readingAt(YEAR_0 + DAY, 0, 300),
      readingAt(YEAR_0 + 2 * DAY, 0),
    ];
    expect(estimateDrift(readings)).toMatchObject({ contradiction: true });
  });

  it('is that of the crystal of an emulated fob', async () => {
    const fob = await startTestFob({ profile: 'generic', worldTime: new Date(YEAR_0 * 1000) });
    const seed = new Uint8Array(20).fill(7);
    await fob.provision({ seed });
    const key = { seed, algorithm: 'SHA1', digits: 6, stepSeconds: STEP, t0: 0 } as const;
    fob.emulated.setCrystalDrift(40_000);
    const truth = fob.emulated.driftTicks ?? Number.NaN;
    const readings: DriftReading[] = [];
    for (let day = 0; day < 15; day++) {
      const at = fob.worldTime.getTime() / 1000;
      const reading = driftReading(
        key,
        { code: await fob.code(), from: at, to: at },
        { window: 40 },
      );
      if (reading !== undefined) readings.push(reading);
      fob.advance('1d');
    }
    const gained = ((fob.emulated.driftTicks ?? Number.NaN) - truth) / 32_768 / (15 * DAY);
    const { bounds, ppm } = estimated(readings);
    expect(readings).toHaveLength(15);
    expect(gained * 1_000_000).toBeGreaterThan(bounds[0]);
    expect(gained * 1_000_000).toBeLessThan(bounds[1]);
    expect(Math.abs(ppm - gained * 1_000_000)).toBeLessThan(10);
    await fob.dispose();
  });
});
