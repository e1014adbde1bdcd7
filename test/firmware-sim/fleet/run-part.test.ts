import {
  bytesPerFob,
  type FleetJudge,
  type FleetSpec,
  type FleetTally,
  joinParts,
  runFleetPart,
} from '@fobkit/firmware-sim/fleet';
import { makeBatchEngine, readableBatchEngine } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { fleetOf, profileNamed } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const judge = windowJudge({ stepSeconds: 30, behind: 3, ahead: 3, follows: true });
/** One who hits nothing: an error in a code, and none that happens to be that of another factor. */
const tenDigits = { mode: 'totp', algorithm: 'SHA1', digits: 10, stepSeconds: 30 } as const;

/** A fleet in which everything happens. */
function busyFleet(change: Partial<FleetSpec> = {}): FleetSpec {
  const fleet = fleetOf({ fobs: 120, days: 500, ...change });
  return {
    ...fleet,
    codes: tenDigits,
    calibrationPpb: { kind: 'normal', mean: 0, deviation: 6000 },
    defects: [
      { kind: 'leak', share: 0.1, nanoamps: { kind: 'uniform', from: 5000, to: 9000 } },
      { kind: 'dies', share: 0.1, afterDays: { kind: 'uniform', from: 0, to: 500 } },
      { kind: 'crystal', share: 0.1, ppb: { kind: 'constant', value: 90_000 } },
    ],
    owners: {
      ...fleet.owners,
      pressesPerDay: { kind: 'normal', mean: 1.2, deviation: 0.7, from: 0, to: 4 },
      mistyped: 0.05,
    },
    guesser: { fobsPerDay: 3, guesses: 4 },
    ...change,
  };
}

const whole = (spec: FleetSpec, by: FleetJudge = judge): FleetTally =>
  runFleetPart({ spec, first: 0, count: spec.fobs, judge: by });

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

describe('the run of a part of a fleet', () => {
  it('adds up to the same bytes however the fleet is split', () => {
    const spec = busyFleet();
    const cuts = [0, 1, 20, 21, 50, 77, 119, 120];
    const parts = cuts.slice(1).map((end, i) => {
      const first = cuts[i] ?? 0;
      return runFleetPart({ spec, first, count: end - first, judge });
    });
    expect(joinParts(parts)).toEqual(whole(spec));
  });

  it('comes to the same with real codes as without where no two codes are alike', () => {
    const spec = busyFleet();
    const engine = makeBatchEngine();
    expect(runFleetPart({ spec, first: 0, count: spec.fobs, judge, engine })).toEqual(whole(spec));
  });

  it('counts with real codes, by any engine', () => {
    const codes = { mode: 'hotp', algorithm: 'SHA256', digits: 6, stepSeconds: 30 } as const;
    const spec = busyFleet({
      fobs: 12,
      days: 60,
      codes,
      profile: profileNamed('hotp-button'),
      shelfDays: { kind: 'constant', value: 3 },
    });
    const by = windowJudge({ stepSeconds: 30, behind: 0, ahead: 20, mode: 'hotp' });
    const part = { spec, first: 0, count: 12, judge: by };
    const readable = runFleetPart({ ...part, engine: readableBatchEngine() });
    expect(readable).toEqual(runFleetPart({ ...part, engine: makeBatchEngine() }));
    expect(sum(readable.columns.accepted)).toBeGreaterThan(300);
  });

  it('leaves no press, code or fob uncounted', () => {
    const { columns, fobs } = whole(busyFleet());
    expect(sum(columns.died)).toBeGreaterThan(15);
    expect(sum(columns.replaced)).toBeGreaterThan(15);
    expect(sum(columns.rejectedRight)).toBeGreaterThan(15);
    expect(sum(columns.callsRejected)).toBeGreaterThan(5);
    expect(sum(columns.codes)).toBeLessThan(sum(columns.presses));
    expect(sum(columns.accepted)).toBeLessThan(sum(columns.codes));
    expect(sum(columns.callsDead)).toBeLessThanOrEqual(sum(columns.died));
    for (const [fob, firstUse] of fobs.firstUse.entries()) {
      const death = fobs.death[fob] ?? -1;
      if (death >= 0) expect(fobs.lowBattery[fob]).toBeLessThanOrEqual(death);
      if (firstUse < 0) expect(fobs.presses[fob]).toBe(0);
      expect(fobs.codes[fob]).toBeLessThanOrEqual(fobs.presses[fob] ?? 0);
    }
  });

  it('tells of each fob that is sent back whether it worked', () => {
    const { columns, fobs } = whole(busyFleet());
    const retired = fobs.retired.filter((day) => day >= 0).length;
    expect(retired).toBeGreaterThan(3);
    for (const [fob, day] of fobs.retired.entries()) {
      if (day < 0) continue;
      expect(fobs.death[fob]).toBe(-1);
      expect(day).toBeGreaterThanOrEqual(fobs.firstUse[fob] ?? -1);
      expect(columns.callsRejected[day]).toBeGreaterThan(0);
    }
  });

  it('looks at every fob in use that works, at the end of every 30th day and of the last', () => {
    const spec = busyFleet();
    const { chargePercent, clockSeconds, columns } = whole(spec);
    const days = clockSeconds.map(({ day }) => day);
    expect(days.slice(0, 3)).toEqual([29, 59, 89]);
    expect(days.at(-1)).toBe(spec.days - 1);
    for (const [index, { bins, day }] of clockSeconds.entries()) {
      const counted = bins.reduce((total, count) => total + count, 0);
      expect(counted).toBe(columns.inUse[day] ?? 0);
      expect(chargePercent[index]?.bins.reduce((total, count) => total + count, 0)).toBe(counted);
    }
  });

  it('keeps no more of a fob than it says', () => {
    const { fobs } = whole(busyFleet({ fobs: 40, days: 40 }));
    const bytes = Object.values(fobs).reduce<number>(
      (total, of: unknown) => total + (ArrayBuffer.isView(of) ? of.byteLength : 0),
      0,
    );
    expect(2 * bytes).toBe(40 * bytesPerFob());
    expect(bytesPerFob()).toBeLessThanOrEqual(250);
  });
});
