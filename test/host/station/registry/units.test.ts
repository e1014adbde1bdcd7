import { type Lot, type Registry, RegistryError, type WorkStore } from '@fobkit/station';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { by, chip, claimOf, expire, facts, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('what an operator does to a unit on $name', (kind) => {
  let place: DatabasePlace;
  let registry: Registry;
  let lot: Lot;
  let work: WorkStore;
  const label = { serialLabel: 'FOB-00000001' };

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    registry = await open(place.fresh());
    lot = await registry.lots.create(newLot(), 'Mori');
    work = registry.work(lot.id);
    await work.renew();
  });
  afterEach(() => registry.close());

  test('it is found by label, chip, number and id', async () => {
    const { unit } = await make(work, chip(1));
    const found = await registry.units.find(label);
    expect(found).toMatchObject({ id: unit.id, state: 'done', deviceId: chip(1) });
    expect(await registry.units.find({ deviceId: chip(1) })).toEqual(found);
    expect(await registry.units.find({ lot: lot.id, number: 1 })).toEqual(found);
    expect(await registry.units.find({ id: unit.id })).toEqual(found);
    expect(await registry.units.find({ deviceId: chip(9) })).toBeUndefined();
  });

  test('units are listed by state and trouble, page by page', async () => {
    const claim = await claimOf(work, chip(1));
    await work.quarantine(claim, 'key-check', 'another seed');
    await make(work, chip(2));
    const numbers = async (filter: Parameters<Registry['units']['list']>[0]): Promise<number[]> =>
      (await registry.units.list({ lot: lot.id, ...filter })).map(({ number }) => number);
    expect(await numbers({ states: ['done', 'quarantined'] })).toEqual([1, 2]);
    expect(await numbers({ trouble: 'key-check' })).toEqual([1]);
    expect(await numbers({ after: 1, limit: 1 })).toEqual([2]);
    expect(await numbers({ states: [] })).toEqual([]);
  });

  test('scrapping keeps its seed from every other fob, and lets the fob have another', async () => {
    await make(work, chip(1));
    const unit = await registry.units.scrap(label, by);
    expect(unit).toMatchObject({ state: 'scrapped', reason: by.reason, deviceId: chip(1) });
    await expect(registry.units.scrap(label, by)).rejects.toThrow(/scrapped already/);
    expect(await work.unitOf(chip(1))).toMatchObject({ state: 'scrapped' });
    expect((await claimOf(work, chip(1))).unit.number).toBe(2);
    expect(await work.unitOf(chip(1))).toMatchObject({ state: 'working' });
    expect(await work.counts()).toMatchObject({ planned: 3, scrapped: 1, working: 1, unused: 1 });
  });

  test('what a living station works on is not scrapped; what waits for its fob is', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await expect(registry.units.scrap(label, by)).rejects.toThrow(/line-1 is at/);
    await expire(registry, 'line-1');
    expect(await registry.units.scrap(label, by)).toMatchObject({ state: 'scrapped' });
  });

  test('a unit whose fob may have the seed is reworked by that fob alone', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await work.quarantine(claim, 'key-check', 'another seed');
    const again = await registry.units.rework(label, by);
    expect(again).toMatchObject({ state: 'working', step: 'loading', deviceId: chip(1) });
    expect(again.reason).toBeUndefined();
    const resumed = await work.resume(chip(1), facts);
    expect(resumed).toMatchObject({ step: 'loading', unit: { number: 1 } });
  });

  test('a unit whose fob had got nothing is reworked by any', async () => {
    await work.quarantine(await claimOf(work, chip(1)), 'self-test', 'its RAM');
    expect(await registry.units.rework(label, by)).toMatchObject({ state: 'unused' });
    expect((await claimOf(work, chip(2))).unit.number).toBe(1);
  });

  test('only what is quarantined is reworked, and in no closed lot', async () => {
    await expect(registry.units.rework(label, by)).rejects.toThrow(/is unused/);
    await work.quarantine(await claimOf(work, chip(1)), 'self-test', 'its RAM');
    await registry.lots.close(lot.id, by);
    await expect(registry.units.rework(label, by)).rejects.toThrow(/is closed/);
  });

  test('a reprint counts, of what a fob has', async () => {
    await make(work, chip(1));
    expect(await registry.units.reprint(label, by)).toMatchObject({ labelsPrinted: 2 });
    await expect(registry.units.reprint({ lot: lot.id, number: 2 }, by)).rejects.toThrow(/no fob/);
  });

  test('without a reason nothing is done', async () => {
    await make(work, chip(1));
    const none = { operator: 'Mori', reason: ' ' };
    await expect(registry.units.scrap(label, none)).rejects.toThrow(RegistryError);
    await expect(registry.units.rework(label, none)).rejects.toThrow(RegistryError);
    await expect(registry.units.reprint(label, none)).rejects.toThrow(RegistryError);
    expect(await registry.units.find(label)).toMatchObject({ state: 'done', labelsPrinted: 1 });
  });

  test('only what is done is trimmed', async () => {
    const { unit } = await claimOf(work, chip(1));
    await expect(work.trimmed(unit, 30, facts)).rejects.toThrow(/not done/);
    const made = await make(work, chip(2));
    await work.trimmed(made.unit, -2_300, facts);
    expect(await work.unitOf(chip(2))).toMatchObject({ trimPpb: -2_300 });
    expect(await work.counts()).toMatchObject({ trimmed: 1 });
  });

  test('each act is on record with its operator and reason', async () => {
    await make(work, chip(1));
    await registry.units.reprint(label, by);
    await registry.units.scrap(label, by);
    const rows = await registry.database.read
      .selectFrom('label_print')
      .selectAll()
      .orderBy('id')
      .execute();
    expect(rows.map(({ printed_by, reason }) => [printed_by, reason])).toEqual([
      ['line-1', null],
      ['Mori', 'a broken case'],
    ]);
  });
});
