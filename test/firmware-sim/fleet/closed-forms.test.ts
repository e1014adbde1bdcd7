import {
  type FleetJudge,
  type FleetSpec,
  type FleetTally,
  FleetVerdict,
  runFleetPart,
} from '@fobkit/firmware-sim/fleet';
import { makeBatchEngine } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const zero = { kind: 'constant', value: 0 } as const;
const still = [
  {
    name: 'drawer',
    share: 1,
    monthsDeciCelsius: Array<number>(12).fill(200),
    carriedHours: 0,
    carriedDeciCelsius: 200,
  },
];

/** Nothing happens but what is changed. */
function calmFleet(change: Partial<FleetSpec>): FleetSpec {
  return fleetOf({
    calibrationPpb: zero,
    ageingPpbPerYear: zero,
    shelfDays: zero,
    shelfDeciCelsius: 200,
    lives: still,
    chargePercent: { kind: 'constant', value: 100 },
    sleepPermille: { kind: 'constant', value: 1000 },
    owners: {
      pressesPerDay: zero,
      idlePresses: 0,
      typingSeconds: zero,
      mistyped: 0,
      triesBeforeCall: 1,
    },
    ...change,
  });
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

/** Within five deviations of a share of so many. */
function expectShare(found: number, all: number, share: number): void {
  const deviation = Math.sqrt(all * share * (1 - share));
  expect(Math.abs(found - all * share)).toBeLessThan(5 * deviation);
}

/** Of each day the first code alone is looked at: what is tried after it is another draw. */
function onceADay(judge: FleetJudge): FleetJudge {
  return {
    ...judge,
    width: judge.width + 1,
    judge: (memory, at, now, seen) => {
      const day = Math.floor(now / 86_400);
      if (memory[at + judge.width] === day) return FleetVerdict.wrong;
      memory[at + judge.width] = day;
      return judge.judge(memory, at, now, seen);
    },
  };
}

describe('a fleet against closed forms', () => {
  it('has as many clocks out of a window as a normal distribution of drifts', () => {
    const days = 365;
    const spec = calmFleet({
      fobs: 8000,
      days,
      lives: still.map((life) => ({
        ...life,
        monthsDeciCelsius: Array<number>(12).fill(250),
        carriedDeciCelsius: 250,
      })),
      calibrationPpb: { kind: 'normal', mean: 0, deviation: 1000 },
    });
    const judge = windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 });
    const { clockSeconds } = runFleetPart({ spec, first: 0, count: spec.fobs, judge });
    const last = clockSeconds.at(-1);
    // A deviation of 1 ppm is 31.536 s after 365 days; shares of the normal distribution beyond z.
    for (const [z, share] of [
      [1, 0.317310508],
      [2, 0.045500264],
      [3, 0.002699796],
    ] as const) {
      const window = Math.round(z * 31.536);
      let outside = 0;
      last?.bins.forEach((count, bin) => {
        const seconds = bin + last.least;
        if (seconds < -window || seconds >= window) outside += count;
      });
      // The window is whole seconds: half a second is at most that share more or less.
      const slack = (0.5 / 31.536) * 2 * 0.24 * spec.fobs;
      const deviation = Math.sqrt(spec.fobs * share * (1 - share));
      expect(Math.abs(outside - spec.fobs * share)).toBeLessThan(5 * deviation + slack);
    }
  });

  it('refuses right codes as often as drifts are out of the window', () => {
    const days = 200;
    const spec = calmFleet({
      fobs: 4000,
      days,
      calibrationPpb: { kind: 'normal', mean: 0, deviation: 5000 },
      owners: {
        pressesPerDay: { kind: 'constant', value: 1 },
        idlePresses: 0,
        typingSeconds: zero,
        mistyped: 0,
        triesBeforeCall: 1,
      },
    });
    const judge = onceADay(windowJudge({ stepSeconds: 30, behind: 2, ahead: 2 }));
    const { columns } = runFleetPart({ spec, first: 0, count: spec.fobs, judge });
    // At 20 °C the crystal loses 850 ppb. Of a drift of d seconds, a code is refused when it and the
    // place in the step come to more than two steps: from 60 s on by (|d| − 60) ÷ 30, from 90 s always.
    const seconds = (ppb: number): number => (ppb * 199.58 * 86_400) / 1e9;
    let share = 0;
    const steps = 4000;
    for (let i = 0; i < steps; i++) {
      const z = -6 + (12 * (i + 0.5)) / steps;
      const density = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (12 / steps);
      const off = Math.abs(seconds(5000 * z - 850));
      share += density * Math.min(1, Math.max(0, (off - 60) / 30));
    }
    const first = spec.fobs - (columns.accepted[days - 1] ?? 0);
    expectShare(first, spec.fobs, share);
  });

  it('empties a cell under a constant load on the day that the charge says', () => {
    const leak = 20_000;
    const spec = calmFleet({
      fobs: 3,
      days: 400,
      defects: [{ kind: 'leak', share: 1, nanoamps: { kind: 'constant', value: leak } }],
    });
    const judge = windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 });
    const { fobs } = runFleetPart({ spec, first: 0, count: 3, judge });
    // CR2016: 90 mAh; 1.3 µA sleep, 0.3 µA clock, and 1 % a year of its own (103 nA at 20 °C).
    const hours = 90_000_000 / (1300 + 300 + leak + 900_000 / 8766);
    expect([...fobs.death]).toEqual(Array(3).fill(Math.floor(hours / 24)));
  });

  it('lets guesses through as often as the odds say, by odds and by real codes', () => {
    const spec = calmFleet({
      fobs: 60,
      days: 60,
      codes: { mode: 'totp', algorithm: 'SHA1', digits: 4, stepSeconds: 30 },
      guesser: { fobsPerDay: 60, guesses: 12 },
    });
    const judge = windowJudge({ stepSeconds: 30, behind: 10, ahead: 10 });
    const part = { spec, first: 0, count: spec.fobs, judge };
    for (const tally of [
      runFleetPart(part),
      runFleetPart({ ...part, engine: makeBatchEngine() }),
    ] satisfies FleetTally[]) {
      const guesses = sum(tally.columns.guesses);
      expect(guesses).toBeGreaterThan(40_000);
      expect(sum(tally.columns.guessTargets) / guesses).toBeGreaterThan(20.9);
      expectShare(sum(tally.columns.guessesAccepted), guesses, 21 / 10_000);
    }
  });
});
