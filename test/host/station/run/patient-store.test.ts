import { nodeClock } from '@fobkit/client/node';
import type { Lot, Registry, WorkStore } from '@fobkit/station';
import { LeaseLostError, StoreError } from '@fobkit/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { patientStore } from '../../../../host/station/run/patient-store.ts';
import { PostgresPlace, SqlitePlace } from '../../store/support/databases.ts';
import { chip, claimOf, expire, facts, make, newLot, open } from '../registry/support.ts';

/** Time that is over at once whenever somebody waits. */
function hastyClock(): typeof nodeClock {
  let now = 0;
  return {
    now: () => now,
    unixMs: () => now,
    after: (ms, run) => {
      now += ms;
      queueMicrotask(run);
      return () => undefined;
    },
  };
}

const gone = new StoreError('gone', 'the server does not answer');

/** Keeps every record, and says the first time that nobody knows. */
function speechless(store: WorkStore): WorkStore {
  const told = new Set<PropertyKey>();
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(method, target, given);
        if (told.has(name)) return answer;
        told.add(name);
        throw gone;
      };
    },
  });
}

describe('a registry that is away for a while', () => {
  const place = new SqlitePlace();
  let registry: Registry;
  let lot: Lot;
  let work: WorkStore;

  beforeEach(async () => {
    registry = await open(place.fresh(), { sync: 'off' });
    lot = await registry.lots.create(newLot(), 'Mori');
    work = patientStore(speechless(registry.work(lot.id)), hastyClock());
    await work.renew();
  });
  afterEach(() => registry.close());
  afterAll(() => place.close());

  it('gives one unit, and ends it once, whatever of it nobody knew', async () => {
    await make(work, chip(1));
    expect(await work.counts()).toMatchObject({ done: 1, unused: 2, working: 0 });
    const done = registry.database.read.selectFrom('attempt').where('result', '=', 'done');
    expect(await done.select('id').execute()).toHaveLength(1);
    await work.end();
  });

  it.each(['rollBack', 'quarantine', 'leave'] as const)('%s is on record once', async (end) => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await work[end](claim, 'dying', 'why');
    const result = { rollBack: 'rolled-back', quarantine: 'quarantined', leave: 'left-open' }[end];
    const ended = await registry.database.read
      .selectFrom('attempt')
      .select('result')
      .where('why', '=', 'why')
      .execute();
    expect(ended).toEqual([{ result }]);
  });

  it('leave before anything was loaded gives the unit back', async () => {
    await work.leave(await claimOf(work, chip(1)), 'left', 'pulled');
    expect(await work.counts()).toMatchObject({ unused: 3, working: 0 });
  });

  it('is no excuse for a lease that has ended', async () => {
    await expire(registry, 'line-1');
    await expect(work.counts()).rejects.toThrow(LeaseLostError);
  });

  it('that does not come back is given up, and then at once', async () => {
    const clock = hastyClock();
    let asked = 0;
    const away = patientStore(
      new Proxy(work, {
        get: () => () => {
          asked += 1;
          return Promise.reject(gone);
        },
      }),
      clock,
    );
    await expect(away.counts()).rejects.toBe(gone);
    expect(clock.now()).toBe(20_000);
    const before = asked;
    await expect(away.end()).rejects.toBe(gone);
    expect(asked).toBe(before + 1);
  });

  it('tells at once what no waiting mends', async () => {
    const full = new StoreError('full', 'no space');
    const clock = hastyClock();
    const store = new Proxy(work, { get: () => () => Promise.reject(full) });
    await expect(patientStore(store, clock).counts()).rejects.toBe(full);
    expect(clock.now()).toBe(0);
  });
});

describe('a server that is restarted under a station', () => {
  let place: PostgresPlace;

  beforeAll(async () => {
    place = await PostgresPlace.start();
  }, 60_000);
  afterAll(() => place.close());

  it('ends no run whose lease still holds', async () => {
    const registry = await open(place.fresh());
    const lot = await registry.lots.create(newLot(), 'Mori');
    const work = patientStore(registry.work(lot.id), nodeClock);
    await work.renew();
    const claim = await claimOf(work, chip(1));
    await place.server.stop();
    const entered = work.enter(claim, 'loading');
    await place.server.restart();
    await entered;
    await work.renew();
    await work.enter(claim, 'labelling');
    await work.complete(claim, { ...facts, keyGeneration: 1 });
    expect(await work.counts()).toMatchObject({ done: 1, unused: 2 });
    await registry.close();
  }, 60_000);
});
