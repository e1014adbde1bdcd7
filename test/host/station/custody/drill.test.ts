import { existsSync, readdirSync } from 'node:fs';
import { Secret, toHex } from '@fobkit/protocol';
import {
  backupRegistry,
  type Lot,
  type Registry,
  type RestoredRegistry,
  restoreRegistry,
  verifyAudit,
  type WorkStore,
} from '@fobkit/station';
import { auditHeads, checkDatabase } from '@fobkit/store';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase, SqlitePlace } from '../../store/support/databases.ts';
import { by, chip, claimOf, facts, make, newLot, open, optionsOf } from './support/custody.ts';

const files = new SqlitePlace();
afterAll(() => files.close());

describe.each(kindsOfDatabase)('a backup of a registry on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let registry: Registry;
  let lot: Lot;
  let work: WorkStore;
  const opened: Registry[] = [];
  let to: string;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    address = place.fresh();
    to = files.fresh();
    registry = await open(address, { sync: 'off' });
    opened.push(registry);
    lot = await registry.lots.create(newLot({ planned: 200 }), 'Mori');
    work = registry.work(lot.id);
    await work.renew();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  const backup = (): Promise<void> => backupRegistry({ registry, address, to, by: 'Mori' });
  const restore = (
    elsewhere: string,
    options: Partial<Parameters<typeof restoreRegistry>[0]> = {},
  ): Promise<RestoredRegistry> =>
    restoreRegistry({ ...optionsOf(elsewhere), from: to, by: 'Mori', ...options });
  const seedsBy = async (one: Registry): Promise<ReadonlyMap<string, string>> => {
    const tokens = await one.exports.tokens(lot.id);
    return new Map(
      tokens.map(({ token }) => [token.deviceId ?? '', toHex(token.seed.reveal())] as const),
    );
  };
  const openRestored = async (elsewhere: string): Promise<Registry> => {
    const restored = await open(elsewhere, { create: false });
    opened.push(restored);
    return restored;
  };

  test('taken amid work, restored elsewhere: it holds, and no seed is used twice', async () => {
    for (let at = 1; at <= 5; at++) await make(work, chip(at));
    // While the sixth fob is at the station.
    const sixth = await claimOf(work, chip(6));
    await work.enter(sixth, 'loading');
    await backup();
    await work.enter(sixth, 'labelling');
    await work.complete(sixth, { ...facts, keyGeneration: 1 });
    for (let at = 7; at <= 9; at++) await make(work, chip(at));
    const before = await seedsBy(registry);
    const last = await auditHeads(registry.database.read);

    const elsewhere = place.fresh();
    const told = await restore(elsewhere, { finalHeads: last });
    expect(told.lots).toMatchObject([{ lot: lot.id }]);
    const restored = await openRestored(elsewhere);
    expect(await checkDatabase(restored.database)).toEqual([]);
    expect((await verifyAudit(restored)).faults).toEqual([]);
    const counts = await restored.lots.counts(lot.id);
    expect(counts).toMatchObject({ planned: 200, done: 5, working: 0, quarantined: 0 });
    expect(counts.scrapped).toBeLessThan(195);
    expect(counts.unused + counts.scrapped).toBe(195);

    await restored.lots.resume(lot.id, by);
    const again = restored.work(lot.id);
    await again.renew();
    for (let at = 100; at < 110; at++) await make(again, chip(at));
    const after = await seedsBy(restored);
    for (let at = 6; at <= 9; at++) {
      const lost = before.get(chip(at));
      expect(lost).toBeDefined();
      expect([...after.values()]).not.toContain(lost);
    }
    expect(new Set(after.values()).size).toBe(15);
    expect((await verifyAudit(restored)).faults).toEqual([]);
  });

  test('of which nobody knows what came after it: nothing unused is used any more', async () => {
    await make(work, chip(1));
    await backup();
    const elsewhere = place.fresh();
    const told = await restore(elsewhere);
    expect(told.lots).toEqual([{ lot: lot.id, scrapped: 199 }]);
    expect(told).not.toHaveProperty('inDoubt');
    const restored = await openRestored(elsewhere);
    await restored.lots.resume(lot.id, by);
    const again = restored.work(lot.id);
    await again.renew();
    expect(await again.claim(chip(2), facts)).toBe('lot-full');
    const more = await restored.lots.create(
      newLot({ serials: { kind: 'counter', prefix: 'NEW-', digits: 4, first: 1, check: 'none' } }),
      'Mori',
    );
    const going = restored.work(more.id);
    await again.end();
    await going.renew();
    await make(going, chip(3));
  });

  test('may have given out since what it holds in quarantine, and tokens that no lot had', async () => {
    const broken = await claimOf(work, chip(1));
    await work.enter(broken, 'loading');
    await work.quarantine(broken, 'dying', 'its cell is empty');
    const token = {
      serial: 'IMP-1',
      seed: new Secret(new Uint8Array(20).fill(3)),
      parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    } as const;
    const file = { file: 'a.csv', format: 'csv', sha256: '00', tokens: [token] };
    const { id } = await registry.imports.add(file, 'Mori');
    await backup();
    await registry.units.rework({ deviceId: chip(1) }, by);
    const again = await work.resume(chip(1), facts);
    if (typeof again === 'string') throw new Error(again);
    await work.rollBack(again, 'dead', 'proved blank');
    const other = await make(work, chip(2));
    expect(other.unit.serialLabel).toBe(broken.unit.serialLabel);
    const imported = newLot({
      planned: 1,
      serials: { kind: 'list' },
      seeds: { kind: 'import', id },
    });
    await registry.lots.create(imported, 'Mori');

    const elsewhere = place.fresh();
    await restore(elsewhere, { finalHeads: await auditHeads(registry.database.read) });
    const restored = await openRestored(elsewhere);
    await restored.lots.resume(lot.id, by);
    await expect(restored.units.rework({ deviceId: chip(1) }, by)).rejects.toThrow(/scrapped/);
    expect(await restored.imports.find(id)).toMatchObject({ tokens: 1, free: 0 });
    await expect(restored.lots.create(imported, 'Mori')).rejects.toThrow(/0 tokens/);
    await expect(restored.imports.add(file, 'Mori')).rejects.toThrow(/in the registry/);
  });

  test('is taken and checked while stations wake each other', async () => {
    const waking = await open(address, { station: 'line-2', wake: true });
    opened.push(waking);
    await waking.lots.pause(lot.id, by);
    expect(await checkDatabase(registry.database)).toEqual([]);
    await backup();
    const restored = place.fresh();
    await restore(restored, { finalHeads: await auditHeads(registry.database.read) });
    expect(await checkDatabase((await openRestored(restored)).database)).toEqual([]);
  });

  test('after which nothing was done goes on as if nothing had happened', async () => {
    await make(work, chip(1));
    await work.end();
    await backup();
    const last = await auditHeads(registry.database.read);
    const elsewhere = place.fresh();
    expect(await restore(elsewhere, { finalHeads: last })).toMatchObject({ inDoubt: 0, lots: [] });
    const restored = await openRestored(elsewhere);
    const again = restored.work(lot.id);
    await again.renew();
    expect((await make(again, chip(2))).unit.serialLabel).toBe('FOB-00000002');
  });

  test('with ends older than itself is taken as if nobody knew', async () => {
    const old = await auditHeads(registry.database.read);
    await make(work, chip(1));
    await backup();
    const told = await restore(place.fresh(), { finalHeads: old });
    expect(told.lots).toEqual([{ lot: lot.id, scrapped: 199 }]);
  });

  test('whose chain was another than the one that was seen is refused', async () => {
    await backup();
    const last = (await auditHeads(registry.database.read)).map((head) => ({
      ...head,
      hash: 'ab'.repeat(32),
    }));
    await expect(restore(place.fresh(), { finalHeads: last })).rejects.toMatchObject({
      code: 'refused',
    });
  });

  test('tells what was lost when heads from before are held against it', async () => {
    await backup();
    await make(work, chip(1));
    const seen = await auditHeads(registry.database.read);
    const elsewhere = place.fresh();
    await restore(elsewhere);
    const restored = await openRestored(elsewhere);
    const report = await verifyAudit(restored, { heads: seen });
    expect(report.faults.map(({ kind: what }) => what)).toEqual(['restored']);
  });

  test('that was tampered with is not restored, and leaves no registry', async () => {
    await registry.database.write(async (db) => {
      await sql`update audit_entry set actor = 'nobody' where sequence = 1`.execute(db);
    });
    await backup();
    const elsewhere = place.fresh();
    await expect(restore(elsewhere)).rejects.toMatchObject({ code: 'damaged' });
    if (kind.name === 'SQLite') {
      expect(existsSync(elsewhere)).toBe(false);
      expect(readdirSync(files.folder).filter((name) => name.includes('restoring'))).toEqual([]);
    }
  });

  test('does not take the place of a registry in which somebody is at work', async () => {
    await backup();
    const last = await auditHeads(registry.database.read);
    const taking = { finalHeads: last, present: address };
    const refused = restore(place.fresh(), taking);
    await expect(refused).rejects.toMatchObject({ code: 'state' });
    await expect(refused).rejects.toThrow(/^station line-1 is at work in .*: end its run first$/);
    await work.end();
    const ended = { finalHeads: await auditHeads(registry.database.read), present: address };
    expect(await restore(place.fresh(), ended)).not.toHaveProperty('wentOn');
  });

  test('takes ends after which the present registry went on as if nobody knew', async () => {
    await backup();
    const last = await auditHeads(registry.database.read);
    await make(work, chip(1));
    await work.end();
    const told = await restore(place.fresh(), { finalHeads: last, present: address });
    expect(told).toMatchObject({ wentOn: true, lots: [{ lot: lot.id, scrapped: 200 }] });
  });

  test('takes the place of a registry that is gone', async () => {
    await backup();
    const last = await auditHeads(registry.database.read);
    const gone = { finalHeads: last, present: `${files.folder}/gone.db` };
    expect(await restore(place.fresh(), gone)).toMatchObject({ inDoubt: 0 });
    expect(existsSync(gone.present)).toBe(false);
  });

  test('is no registry before it is restored', async () => {
    if (kind.name !== 'SQLite') return;
    await backup();
    await expect(open(to)).rejects.toThrow(/is a backup: restore it/);
  });

  test('of which the restoring was cut short is no registry', async () => {
    if (kind.name !== 'PostgreSQL') return;
    await backup();
    const elsewhere = place.fresh();
    const [head = expect.unreachable()] = await auditHeads(registry.database.read);
    const cut = restore(elsewhere, { finalHeads: [{ ...head, hash: 'ab'.repeat(32) }] });
    await expect(cut).rejects.toMatchObject({ code: 'refused' });
    await expect(open(elsewhere)).rejects.toThrow(/not restored to its end/);
  });

  test('wants the key of its vault', async () => {
    await backup();
    const elsewhere = place.fresh();
    const wrong = optionsOf(elsewhere, 9);
    await expect(restore(elsewhere, wrong)).rejects.toMatchObject({ name: 'VaultError' });
  });

  test('is not restored over a registry', async () => {
    await backup();
    await expect(restore(address)).rejects.toMatchObject({ code: 'denied' });
    await make(work, chip(1));
  });
});
