import { Secret } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { qualifyStation } from '../../../../host/station/qualify/qualify-station.ts';
import { openRegistry, type Registry } from '../../../../host/station/registry/open-registry.ts';
import { SqlitePlace } from '../../store/support/databases.ts';
import { TestStation } from '../support/station.ts';

const place = new SqlitePlace();
const station = new TestStation(1);
let registry: Registry;
let lot: string;

beforeAll(async () => {
  const { yard } = station;
  registry = await openRegistry({
    address: place.fresh(),
    key: { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(5)) },
    station: 'line-1',
    clock: yard.clock,
    randomBytes: yard.env.randomBytes,
    create: true,
  });
  const made = await registry.lots.create(
    {
      name: 'golden',
      profile: 'generic',
      model: 'generic',
      planned: 1,
      purpose: 'test',
      serials: { kind: 'counter', prefix: 'GOLD', digits: 3, first: 1, check: 'luhn' },
      parameters: { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
      codeCheck: 'read',
      trim: { ppm: 2, by: 'soak' },
      seeds: { kind: 'generate' },
    },
    'tester',
  );
  lot = made.id;
});

afterAll(async () => {
  await registry.close();
  await place.close();
});

it('a fob is loaded, soaked, trimmed, and qualifies the station that made it', async () => {
  const { yard } = station;
  const fob = yard.fob();
  fob.fob.setCrystalDrift(-30_000);
  fob.plugIn();
  let soaks = 0;
  station.operator = (event) => {
    if (event.kind !== 'ended' || ++soaks > 2) return;
    fob.pull();
    yard.clock.after(7_200_000, () => {
      fob.plugIn();
    });
  };
  // A lease that is renewed every ten minutes, for a soak of two hours.
  const store = registry.work(lot, { ttlMs: 1_800_000 });
  const summary = await station.run({ store, heartbeatMs: 600_000 });
  expect(summary).toMatchObject({ reason: 'lot-done', counts: { done: 1, trimmed: 1 } });
  expect(station.ends).toEqual(['port-1 done', 'port-1 trimmed']);
  const unit = await registry.units.find({ deviceId: fob.deviceId });
  expect(unit?.trimPpb).toBeGreaterThan(20_000);
  expect(unit?.clock?.jitterMs).toBeLessThan(5);

  const golden = { deviceId: fob.deviceId };
  expect(await registry.stations.golden(fob.deviceId)).toBeUndefined();
  await registry.stations.addGolden(golden, 'Mori');
  expect(await registry.stations.listGolden()).toMatchObject([golden]);

  fob.replug();
  const found = await qualifyStation({
    port: fob.port,
    golden: (deviceId) => registry.stations.golden(deviceId),
    env: yard.env,
    signal: new AbortController().signal,
  });
  expect(found).toMatchObject({ passed: true, faults: [] });
  await registry.stations.recordQualification(found, 'Mori');
  expect(await registry.stations.lastQualification()).toEqual(found);
});
