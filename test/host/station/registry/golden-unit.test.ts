import type { Registry } from '@fobkit/station';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { chip, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('a golden fob on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let registry: Registry;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    address = place.fresh();
    registry = await open(address);
  });
  afterEach(() => registry.close());

  const done = async (label: string, at: number, changes: object = {}): Promise<void> => {
    const lot = await registry.lots.create(
      newLot({ planned: 1, serials: { kind: 'list' }, labels: [label], ...changes }),
      'Mori',
    );
    const work = registry.work(lot.id);
    await work.renew();
    await make(work, chip(at));
    await work.end();
  };

  test('is one that somebody made to be one, and no other test fob', async () => {
    await done('G-1', 1);
    await done('T-1', 2);
    await registry.stations.addGolden({ serialLabel: 'G-1' }, 'Mori');
    await registry.stations.addGolden({ serialLabel: 'G-1' }, 'Mori');
    expect(await registry.stations.listGolden()).toMatchObject([{ serialLabel: 'G-1' }]);
    expect(await registry.stations.golden(chip(1))).toMatchObject({ serialLabel: 'G-1' });
    expect(await registry.stations.golden(chip(2))).toBeUndefined();
  });

  test('is never of purpose production', async () => {
    await done('P-1', 1, { purpose: 'production' });
    const marking = registry.stations.addGolden({ serialLabel: 'P-1' }, 'Mori');
    await expect(marking).rejects.toMatchObject({ code: 'state' });
  });

  test('of a registry from before marks keeps its place', async () => {
    await done('G-1', 1, { name: 'golden G-1' });
    await done('T-1', 2, { name: 'trial' });
    await registry.database.write(async (db) => {
      await sql`drop table golden_unit`.execute(db);
      await sql`delete from fobkit_migration where name = '0003-golden-marks'`.execute(db);
    });
    await registry.close();
    registry = await open(address);
    expect(await registry.stations.listGolden()).toMatchObject([{ serialLabel: 'G-1' }]);
  });
});
