import { type Lot, type Registry, verifyAudit, type WorkStore } from '@fobkit/station';
import { auditHeads } from '@fobkit/store';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DatabasePlace, kindsOfDatabase, SqlitePlace } from '../../store/support/databases.ts';
import { backupRegistry } from '@fobkit/station';
import { by, chip, claimOf, expire, facts, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('two stations on $name', (kind) => {
  const files = new SqlitePlace();
  let place: DatabasePlace;
  let address: string;
  let north: Registry;
  let south: Registry;
  let lot: Lot;
  let theirs: WorkStore;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(async () => {
    await place.close();
    await files.close();
  });
  beforeEach(async () => {
    address = place.fresh();
    north = await open(address, { station: 'north', sync: 'off', wake: true });
    south = await open(address, { station: 'south', sync: 'off', wake: true });
    lot = await north.lots.create(newLot(), 'Mori');
    theirs = south.work(lot.id);
  });
  afterEach(async () => {
    await north.close();
    await south.close();
  });

  /** What one who can write the database does: takes the last entry of north's chain away. */
  const cut = async (): Promise<void> => {
    const [head = expect.unreachable()] = await auditHeads(north.database.read);
    const before = head.sequence - 1;
    await north.database.write(async (db) => {
      await sql`delete from audit_entry where station = 'north' and sequence > ${before}`.execute(
        db,
      );
      await sql`update audit_station set sequence = ${before}, hash = (select hash from audit_entry
        where station = 'north' and sequence = ${before}) where station = 'north'`.execute(db);
    });
  };
  const recorded: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the beginning of a run', () => theirs.renew()],
    ['a backup', () => backupRegistry({ registry: south, address, to: files.fresh(), by: 'Mori' })],
  ];

  test.each(recorded)('a tail that was cut after %s is missed', async (_, record) => {
    await north.lots.pause(lot.id, by);
    await record();
    await cut();
    const { faults } = await verifyAudit(south);
    expect(faults).toMatchObject([{ kind: 'cut', station: 'north' }]);
  });

  test('a tail that was cut after the end of a run is missed', async () => {
    await theirs.renew();
    await north.lots.pause(lot.id, by);
    await north.lots.resume(lot.id, by);
    await theirs.end();
    await cut();
    expect((await verifyAudit(south)).faults).toMatchObject([{ kind: 'cut', station: 'north' }]);
  });

  test('put an end on record once, and hold', async () => {
    await north.lots.pause(lot.id, by);
    await north.lots.resume(lot.id, by);
    await theirs.renew();
    await theirs.end();
    const { headsChecked, faults } = await verifyAudit(south);
    expect(faults).toEqual([]);
    expect(headsChecked).toBe(1);
  });

  test('a run that nobody holds on to is ended by whoever holds on to theirs', async () => {
    const ours = north.work(lot.id);
    await ours.renew();
    await claimOf(ours, chip(1));
    await theirs.renew();
    await expire(north, 'north');
    await theirs.renew();
    expect(await theirs.counts()).toMatchObject({ unused: 3, working: 0 });
  });

  test('one hears that a lot is paused, goes on, and has units again', async () => {
    await theirs.renew();
    const ours = north.work(lot.id);
    await ours.renew();
    let heard = 0;
    const stop = theirs.watch?.(() => (heard += 1)) ?? expect.unreachable();
    const hears = async (change: () => Promise<unknown>): Promise<void> => {
      const before = heard;
      await change();
      if (kind.name === 'PostgreSQL')
        await vi.waitFor(() => expect(heard).toBeGreaterThan(before), 20_000);
    };
    // Words that come before it listens are lost.
    await vi.waitFor(async () => {
      await north.lots.pause(lot.id, by);
      await north.lots.resume(lot.id, by);
      if (kind.name === 'PostgreSQL') expect(heard).toBeGreaterThan(0);
    }, 40_000);
    await hears(() => north.lots.pause(lot.id, by));
    await hears(() => north.lots.resume(lot.id, by));
    const claim = await claimOf(ours, chip(1));
    await ours.enter(claim, 'loading');
    await hears(() => ours.rollBack(claim, 'dead', 'blank'));
    await claimOf(ours, chip(2));
    await hears(() => ours.end());
    stop();
    await make(theirs, chip(3));
    expect(await theirs.claim(chip(4), facts)).toBeTypeOf('object');
  }, 90_000);
});
