import type { Claim, Registry, WorkStore } from '@fobkit/station';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { failEverywhere } from '../../store/support/fail-everywhere.ts';
import { by, chip, claimOf, facts, newLot, open } from './support.ts';

/** All that a registry holds. */
const TABLES = [
  ...(['station', 'run', 'lot', 'unit', 'intent', 'attempt', 'label_print'] as const),
  ...(['audit_station', 'audit_entry'] as const),
];

describe.each(kindsOfDatabase)('a call that fails at any statement on $name', (kind) => {
  let place: DatabasePlace;
  let registry: Registry;
  let work: WorkStore;
  const label = { serialLabel: 'FOB-00000001' };

  beforeAll(async () => {
    place = await kind.start();
    registry = await open(place.fresh());
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await place.close();
  });

  const everywhere = <T>(call: () => Promise<T>): Promise<T> =>
    failEverywhere(registry.database, TABLES, call);
  const taken = (claim: Claim | string): Claim =>
    typeof claim === 'string' ? expect.unreachable(claim) : claim;

  test('leaves everything as it was', async () => {
    const lot = await everywhere(() => registry.lots.create(newLot(), 'Mori'));
    work = registry.work(lot.id);
    await everywhere(() => work.renew());
    const claim = taken(await everywhere(() => work.claim(chip(1), facts)));
    await everywhere(() => work.enter(claim, 'loading'));
    await everywhere(() => work.leave(claim, 'link-lost', 'the cable'));
    const again = taken(await everywhere(() => work.resume(chip(1), facts)));
    await everywhere(() => work.enter(again, 'labelling'));
    await everywhere(() => work.labelPrinted(again));
    await everywhere(() => work.complete(again, { ...facts, keyGeneration: 1 }));
    await everywhere(() => work.trimmed(again.unit, 20, facts));
    await everywhere(() => work.refuse(chip(9), 'wrong-model', 'another', facts));
    const second = await claimOf(work, chip(2));
    await everywhere(() => work.rollBack(second, 'refused', 'proved blank'));
    const third = await claimOf(work, chip(3));
    await work.enter(third, 'loading');
    await everywhere(() => work.quarantine(third, 'key-check', 'another seed'));
    await everywhere(() => registry.units.rework({ deviceId: chip(3) }, by));
    await everywhere(() => registry.units.reprint(label, by));
    await everywhere(() => registry.units.scrap(label, by));
    await claimOf(work, chip(4));
    await everywhere(() => work.end());
    expect(await registry.lots.counts(lot.id)).toMatchObject({
      scrapped: 1,
      working: 1,
      unused: 1,
    });
  }, 60_000);
});
