import { type KyselyPlugin, sql, type Transaction } from 'kysely';
import type { Claim, Registry, RegistrySchema, WorkStore } from '@fobkit/station';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { by, chip, claimOf, facts, newLot, open } from './support.ts';

class Failure extends Error {}

const TABLES = [
  ...(['station', 'run', 'lot', 'unit', 'intent', 'attempt', 'label_print'] as const),
  ...(['audit_station', 'audit_entry'] as const),
];

/** All that a registry holds, as text. */
async function contentsOf({ database }: Registry): Promise<string> {
  const tables: string[] = [];
  for (const table of TABLES) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(database.read);
    tables.push(
      rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    );
  }
  return tables.join('\n\n');
}

/** Fails at the statement after so many. */
function failingAfter(statements: number): KyselyPlugin {
  let left = statements;
  return {
    transformQuery: ({ node }) => {
      left -= 1;
      if (left < 0) throw new Failure();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

/**
 * Does a call again and again, failing one statement later each time, until it comes through. Each
 * failure must leave everything as it was.
 */
async function failEverywhere<T>(registry: Registry, call: () => Promise<T>): Promise<T> {
  const before = await contentsOf(registry);
  const write = registry.database.write.bind(registry.database);
  for (let statements = 0; ; statements++) {
    const failing = failingAfter(statements);
    const spy = vi
      .spyOn(registry.database, 'write')
      .mockImplementation((work) =>
        write((db: Transaction<RegistrySchema>) => work(db.withPlugin(failing))),
      );
    try {
      const result = await call();
      expect(statements).toBeGreaterThan(2);
      return result;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    } finally {
      spy.mockRestore();
    }
    expect(await contentsOf(registry)).toBe(before);
  }
}

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

  const everywhere = <T>(call: () => Promise<T>): Promise<T> => failEverywhere(registry, call);
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
