import { Secret } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../host/station/qualify/qualification.ts';
import {
  type Golden,
  qualifyStation,
  type QualifyOptions,
} from '../../../../host/station/qualify/qualify-station.ts';
import { lotParameters } from '../../../../host/station/unit/lot-parameters.ts';
import { lotOf } from '../support/lots.ts';
import { TestStation } from '../support/station.ts';

let station: TestStation;

/** A fob that was loaded by this very station. */
beforeEach(async () => {
  station = new TestStation(1);
  station.yard.fob().plugIn();
  await station.run();
});

function golden(deviceId: string): Golden | undefined {
  const { registry } = station;
  const row = registry.row('FOB-0001');
  if (row.unit.deviceId !== deviceId) return undefined;
  return {
    serialLabel: 'FOB-0001',
    parameters: lotParameters(registry.lot, 'FOB-0001'),
    seed: new Secret(row.seed),
    transportKey: new Secret(row.transportKey ?? new Uint8Array(32)),
  };
}

function qualify(options: Partial<QualifyOptions> = {}): ReturnType<typeof qualifyStation> {
  const [fob] = station.yard.fobs;
  if (fob === undefined) throw new Error('no fob');
  fob.replug();
  return qualifyStation({
    port: fob.port,
    golden: (deviceId) => Promise.resolve(golden(deviceId)),
    env: station.yard.env,
    signal: new AbortController().signal,
    ...options,
  });
}

describe('a golden fob', () => {
  it('that is as it is on record qualifies the station', async () => {
    const found = await qualify();
    expect(found).toMatchObject({ passed: true, faults: [], deviceId: 'f0b1000000000001' });
    expect(Math.abs(found.clockOffsetMs ?? Infinity)).toBeLessThan(5);
    expect(found.unixMs).toBeLessThanOrEqual(station.yard.clock.unixMs());
  });

  it.each<[string, () => void, RegExp]>([
    ['whose clock has drifted', () => station.yard.fobs[0]?.fob.setCrystalDrift(1e6), /off by \d/],
    ['whose cell is weak', () => station.yard.fobs[0]?.fob.setBattery(15), /1\d % of its charge/],
    [
      'of which another seed is on record',
      () => {
        const { seed } = station.registry.row('FOB-0001');
        seed[0] = (seed[0] ?? 0) ^ 1;
      },
      /key check: it holds another seed.*code: the code is not that of this time \(by otplib\)/,
    ],
    [
      'that has another key',
      () => {
        station.registry.row('FOB-0001').transportKey = new Uint8Array(32).fill(3);
      },
      /key check: .*not its transport key/,
    ],
    [
      'that lost its clock',
      () => station.yard.fobs[0]?.cutPower(),
      /it is clock-lost.*clock: it is lost/,
    ],
  ])('fails %s', async (_, spoil, faults) => {
    spoil();
    station.yard.pass(3_600);
    const found = await qualify();
    expect(found.passed).toBe(false);
    expect(found.faults.join('; ')).toMatch(faults);
  });

  it('is one that the registry knows', async () => {
    const found = await qualify({ golden: () => Promise.resolve(undefined) });
    expect(found).toMatchObject({ passed: false });
    expect(found.faults).toEqual([
      'f0b1000000000001 is no golden fob: fob station golden add makes one',
    ]);
  });

  it('fails a station that cannot read a clock well enough', async () => {
    const found = await qualify({ limits: { clockJitterMs: 0.5 } });
    expect(found.faults).toEqual(['clock: it is read to 1 ms only, and not to 0.5']);
  });
});

describe('a lot that wants a qualified station', () => {
  const HOUR = 3_600_000;
  const lot = lotOf(1, { qualifiedHours: 8 });
  const passed = { unixMs: 0, deviceId: 'f0b1000000000001', passed: true, faults: [] };

  it('takes one that passed within its hours', () => {
    expect(refusalOf(lot, passed, 8 * HOUR)).toBeUndefined();
    expect(refusalOf(lotOf(1), undefined, 0)).toBeUndefined();
  });

  it.each([
    ['none', undefined, 0, /no golden fob has passed/],
    ['one that is too old', passed, 9 * HOUR, /9 h ago; the lot wants one within 8 h/],
    ['one from the future', { ...passed, unixMs: HOUR }, 0, /-1 h ago/],
    ['one that failed', { ...passed, passed: false, faults: ['x: y'] }, 0, /failed here: x: y/],
  ])('refuses %s', (...[, last, now, why]) => {
    expect(refusalOf(lot, last, now)).toMatchObject({ trouble: 'not-qualified' });
    expect(refusalOf(lot, last, now)?.message).toMatch(why);
  });

  it('is not begun without', async () => {
    const other = new TestStation(1, { qualifiedHours: 8 });
    other.yard.fob().plugIn();
    const summary = await other.run({ qualification: () => Promise.resolve(undefined) });
    expect(summary).toMatchObject({ reason: 'trouble', trouble: 'not-qualified', ends: {} });
    const { registry, yard } = other;
    const found = { ...passed, unixMs: yard.clock.unixMs() };
    await other.run({ qualification: () => Promise.resolve(found) });
    expect(registry.counts.done).toBe(1);
  });
});
