import { Secret } from '@fobkit/protocol';
import type { Lot, Registry, WorkStore } from '@fobkit/station';
import { openVault, rekeyVault, type Vault, type VaultKey } from '@fobkit/store';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { resealRegistry } from '../../../../host/station/registry/reseal-registry.ts';
import { UnitSecrets } from '../../../../host/station/registry/unit-secrets.ts';
import { PostgresPlace } from '../../store/support/databases.ts';
import { chip, claimOf, expire, facts, newLot, open } from './support.ts';

const keyOf = (byte: number): VaultKey => ({
  kind: 'key-file',
  key: new Secret(new Uint8Array(32).fill(byte)),
});

describe('a new data key on PostgreSQL', () => {
  let place: PostgresPlace;
  let registry: Registry;
  /** Who gives the new key, and who holds a lock meanwhile. */
  let other: Registry;
  let holder: Registry;
  let lot: Lot;
  let work: WorkStore;

  beforeAll(async () => {
    place = await PostgresPlace.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    const address = place.fresh();
    registry = await open(address);
    other = await open(address, { station: 'line-2' });
    holder = await open(address, { station: 'line-3' });
    lot = await registry.lots.create(newLot(), 'Mori');
    work = registry.work(lot.id);
    await work.renew();
  });
  afterEach(async () => {
    for (const one of [registry, other, holder]) await one.close();
  });

  /** As soon as the leases that are held now have ended. */
  const rekey = (): Promise<Vault> => {
    const { database } = other;
    return rekeyVault(database, {
      from: keyOf(7),
      to: keyOf(8),
      resealAll: async (db, old, next) => {
        const nowUnixMs = Number.MAX_SAFE_INTEGER;
        await resealRegistry(db, { old, next, nowUnixMs, dialect: database.dialect });
      },
    });
  };
  const waiting = async (count: number): Promise<void> => {
    await vi.waitFor(
      async () => {
        const found = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(
          holder.database.read,
        );
        expect(Number(found.rows[0]?.count)).toBe(count);
      },
      { timeout: 20_000 },
    );
  };
  /** Does `work` while whoever writes to the chain of line-1 has to wait at the end of that. */
  const atItsRecord = async <T>(work: () => Promise<T>): Promise<T> =>
    await holder.database.write(async (db) => {
      await sql`select station from audit_station where station = 'line-1' for update`.execute(db);
      return await work();
    });
  const seedsOpen = async (): Promise<readonly number[]> => {
    const vault = await openVault(other.database, keyOf(8));
    const secrets = new UnitSecrets(vault);
    const rows = await other.database.read.selectFrom('unit').selectAll().execute();
    const lengths = rows.map((row) => secrets.open('seed', row.seed, row).length);
    for (const row of rows) {
      if (row.next_key !== null) secrets.open('next transport key', row.next_key, row);
    }
    vault.close();
    return lengths;
  };

  test('waits for a claim whose lease ends before it commits, and seals what that wrote', async () => {
    const running = await atItsRecord(async () => {
      const claiming = claimOf(work, chip(1));
      await waiting(1);
      const rekeying = rekey();
      await waiting(2);
      return { claiming, rekeying };
    });
    expect((await running.claiming).unit.number).toBe(1);
    (await running.rekeying).close();
    expect(await seedsOpen()).toEqual([20, 20, 20]);
  }, 60_000);

  test('is not undone by a claim that waited for it', async () => {
    await expire(other, 'line-1');
    (await rekey()).close();
    await expect(work.claim(chip(1), facts)).rejects.toThrow(/line-1/);
    expect(await seedsOpen()).toEqual([20, 20, 20]);
  }, 60_000);
});
