import { brokenConstraint } from '@fobkit/store';
import type { Registry } from '@fobkit/station';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { chip, claimOf, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('whatever the code did, $name forbids', (kind) => {
  let place: DatabasePlace;
  let registry: Registry;

  beforeAll(async () => {
    place = await kind.start();
    registry = await open(place.fresh());
    const lot = await registry.lots.create(newLot({ planned: 5 }), 'Mori');
    const work = registry.work(lot.id);
    await work.renew();
    await make(work, chip(1));
    await claimOf(work, chip(2));
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await place.close();
  });

  const blob = sql`(select seed from unit where number = 3)`;

  test.each<[string, string, RawBuilder<unknown>]>([
    [
      'a second unit on one chip',
      'unique',
      sql`update unit set device_id = ${chip(1)} where number = 2`,
    ],
    [
      'two units of one label',
      'unique',
      sql`update unit set serial_label = 'FOB-00000001' where number = 3`,
    ],
    [
      'two units of one seed',
      'unique',
      sql`update unit set seed_fingerprint = (select seed_fingerprint from unit where number = 1) where number = 3`,
    ],
    ['two units of one number', 'unique', sql`update unit set number = 1 where number = 3`],
    ['a unit beyond the quota', 'check', sql`update unit set number = 6 where number = 3`],
    ['a quota of its own', 'foreign-key', sql`update unit set planned = 6 where number = 3`],
    ['a lot of another size than its units', 'foreign-key', sql`update lot set planned = 9`],
    ['a state that is none', 'check', sql`update unit set state = 'lost' where number = 3`],
    [
      'a unit on no chip that is done',
      'check',
      sql`update unit set device_id = null where number = 1`,
    ],
    [
      'an unused unit on a chip',
      'check',
      sql`update unit set device_id = ${chip(7)} where number = 3`,
    ],
    [
      'an unused unit with a transport key',
      'check',
      sql`update unit set next_key = ${blob} where number = 3`,
    ],
    ['work without a seed', 'check', sql`update unit set seed = null where number = 2`],
    [
      'a scrapped unit without a reason',
      'check',
      sql`update unit set state = 'scrapped' where number = 1`,
    ],
    [
      'an end of a unit whose intent is open',
      'foreign-key',
      sql`update unit set state = 'done', key_generation = 1, ended_unix_ms = 1 where number = 2`,
    ],
    [
      'an intent on a unit that is not at work',
      'foreign-key',
      sql`insert into intent (unit_id, unit_state, run_id, attempt_id, step, begun_unix_ms, entered_unix_ms)
        select id, 'working', (select id from run), (select min(id) from attempt), 'loading', 1, 1
        from unit where number = 3`,
    ],
    ['a claim that is nobody’s', 'check', sql`update intent set run_id = null`],
    [
      'a second run of a station',
      'unique',
      sql`insert into run (id, station, lot_id, fence, holder, begun_unix_ms, expires_unix_ms)
        select 'x', station, lot_id, fence + 1, holder, 1, 1 from run`,
    ],
  ])('%s', async (_, constraint, statement) => {
    let broken: string | undefined = 'nothing';
    try {
      await registry.database.write(async (db) => {
        await statement.execute(db);
      });
    } catch (error) {
      broken = brokenConstraint(error);
    }
    expect(broken).toBe(constraint);
  });
});
