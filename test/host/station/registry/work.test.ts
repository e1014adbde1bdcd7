import { LeaseBusyError, LeaseLostError } from '@fobkit/store';
import type { Lot, Registry, WorkStore } from '@fobkit/station';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { by, chip, claimOf, expire, facts, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('the work of a station on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let registry: Registry;
  let lot: Lot;
  let work: WorkStore;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    address = place.fresh();
    registry = await open(address);
    lot = await registry.lots.create(newLot(), 'Mori');
    work = registry.work(lot.id);
    await work.renew();
  });
  afterEach(() => registry.close());

  test('a fob that gives no trouble gets a unit and ends done', async () => {
    const claim = await make(work, chip(1));
    expect(claim.unit.serialLabel).toBe('FOB-00000001');
    expect(claim.seed.length).toBe(20);
    expect(claim.nextGeneration).toBe(1);
    expect(claim.transportKey).toBeUndefined();
    const unit = await work.unitOf(chip(1));
    expect(unit).toMatchObject({ state: 'done', keyGeneration: 1, labelsPrinted: 1 });
    const key = await work.transportKeyOf(unit ?? expect.unreachable());
    expect(key.reveal()).toEqual(claim.nextTransportKey.reveal());
    expect(await work.counts()).toEqual({
      planned: 3,
      done: 1,
      scrapped: 0,
      quarantined: 0,
      unused: 2,
      working: 0,
      trimmed: 0,
    });
  });

  test('no lot exceeds its quota', async () => {
    for (const number of [1, 2, 3]) await make(work, chip(number));
    expect(await work.claim(chip(4), facts)).toBe('lot-full');
  });

  test('a fob that has a unit gets no other', async () => {
    const claim = await claimOf(work, chip(1));
    expect(await work.claim(chip(1), facts)).toBe('half-loaded');
    await work.enter(claim, 'loading');
    await work.quarantine(claim, 'key-check', 'another seed');
    expect(await work.claim(chip(1), facts)).toBe('already-loaded');
    await make(work, chip(2));
    expect(await work.claim(chip(2), facts)).toBe('already-done');
  });

  test('what is taken up again has the same seed and the same next transport key', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await work.leave(claim, 'link-lost', 'the cable');
    const again = await work.resume(chip(1), facts);
    if (typeof again === 'string') throw new Error(again);
    expect(again.step).toBe('loading');
    expect(again.seed.reveal()).toEqual(claim.seed.reveal());
    expect(again.nextTransportKey.reveal()).toEqual(claim.nextTransportKey.reveal());
    await expect(work.enter(claim, 'labelling')).rejects.toThrow(LeaseLostError);
    await work.enter(again, 'labelling');
    await work.complete(again, { ...facts, keyGeneration: 1 });
  });

  test('a unit rolled back is given to the next fob', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await work.rollBack(claim, 'refused', 'proved blank');
    const next = await claimOf(work, chip(2));
    expect(next.unit.serialLabel).toBe(claim.unit.serialLabel);
    expect(next.seed.reveal()).toEqual(claim.seed.reveal());
    expect(next.nextTransportKey.reveal()).not.toEqual(claim.nextTransportKey.reveal());
  });

  test('a fob that leaves before it got anything leaves its unit to others', async () => {
    await work.leave(await claimOf(work, chip(1)), 'left', 'pulled out');
    expect(await work.counts()).toMatchObject({ unused: 3, working: 0 });
  });

  test('a station that ended gives back what its fobs had not got yet', async () => {
    await claimOf(work, chip(1));
    const loading = await claimOf(work, chip(2));
    await work.enter(loading, 'loading');
    await expire(registry, 'line-1');
    const other = await open(address, { station: 'line-2' });
    const theirs = other.work(lot.id);
    await theirs.renew();
    expect((await claimOf(theirs, chip(3))).unit.number).toBe(1);
    expect(await theirs.counts()).toMatchObject({ unused: 1, working: 2 });
    expect(await theirs.resume(chip(2), facts)).toMatchObject({ step: 'loading' });
    await other.close();
  });

  test('a fob that a living station has is refused elsewhere', async () => {
    await work.enter(await claimOf(work, chip(1)), 'loading');
    const other = await open(address, { station: 'line-2' });
    const theirs = other.work(lot.id);
    await theirs.renew();
    expect(await theirs.claim(chip(1), facts)).toBe('elsewhere');
    expect(await theirs.resume(chip(1), facts)).toBe('elsewhere');
    await other.close();
  });

  test('whose lease has ended is refused in every call', async () => {
    const claim = await claimOf(work, chip(1));
    const unit = (await work.unitOf(chip(1))) ?? expect.unreachable();
    await expire(registry, 'line-1');
    const calls: (() => Promise<unknown>)[] = [
      () => work.lot(),
      () => work.counts(),
      () => work.time(),
      () => work.renew(),
      () => work.unitOf(chip(1)),
      () => work.unitLabelled('FOB-00000001'),
      () => work.claim(chip(2), facts),
      () => work.resume(chip(1), facts),
      () => work.enter(claim, 'loading'),
      () => work.complete(claim, { ...facts, keyGeneration: 1 }),
      () => work.rollBack(claim, 'left', 'x'),
      () => work.quarantine(claim, 'left', 'x'),
      () => work.leave(claim, 'left', 'x'),
      () => work.refuse(chip(2), 'dead', 'x', facts),
      () => work.labelPrinted(claim),
      () => work.trimmed(unit, 3, facts),
      () => work.transportKeyOf(unit),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(LeaseLostError);
  });

  test('one run of a station at a time, until its process is gone', async () => {
    const gone = await open(address, { isRunning: () => false });
    const elsewhere = await open(address, { isRunning: () => false, machine: 'another' });
    await expect(registry.work(lot.id).renew()).rejects.toThrow(LeaseBusyError);
    await expect(elsewhere.work(lot.id).renew()).rejects.toThrow(LeaseBusyError);
    await claimOf(work, chip(1));
    const next = gone.work(lot.id);
    await next.renew();
    expect(await next.counts()).toMatchObject({ unused: 3 });
    await expect(work.counts()).rejects.toThrow(LeaseLostError);
    await gone.close();
    await elsewhere.close();
  });

  test('a lot that is paused or closed begins no unit, and ends what is begun', async () => {
    const claim = await claimOf(work, chip(1));
    await registry.lots.pause(lot.id, by);
    expect(await work.claim(chip(2), facts)).toBe('lot-paused');
    await expect(registry.lots.close(lot.id, by)).rejects.toThrow(/not ended/);
    await work.enter(claim, 'loading');
    await work.enter(claim, 'labelling');
    await work.complete(claim, { ...facts, keyGeneration: 1 });
    await registry.lots.close(lot.id, by);
    expect(await work.claim(chip(2), facts)).toBe('lot-closed');
    expect(await registry.lots.counts(lot.id)).toMatchObject({ planned: 3, done: 1, unused: 2 });
  });

  test('steps go forward, and only what is proved is done', async () => {
    const claim = await claimOf(work, chip(1));
    await expect(work.complete(claim, { ...facts, keyGeneration: 1 })).rejects.toThrow(/proved/);
    await work.enter(claim, 'labelling');
    await expect(work.enter(claim, 'loading')).rejects.toThrow(/goes not back/);
  });
});
