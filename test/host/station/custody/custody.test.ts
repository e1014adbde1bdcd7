import { readFileSync } from 'node:fs';
import { toHex } from '@fobkit/protocol';
import {
  certifyLot,
  type Lot,
  openRegistry,
  purgeSeeds,
  type Registry,
  type RegistrySchema,
  rekeyRegistry,
  verifyAudit,
  type WorkStore,
} from '@fobkit/station';
import { AuditKey, AuditLog, entriesOf, passphraseOf } from '@fobkit/store';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqlitePlace } from '../../store/support/databases.ts';
import { chip, keyOf, make, newLot, open, optionsOf } from './support/custody.ts';

const place = new SqlitePlace();
let address: string;
let registry: Registry;
let lot: Lot;
let work: WorkStore;

beforeEach(async () => {
  address = place.fresh();
  registry = await open(address, { sync: 'off' });
  lot = await registry.lots.create(newLot({ planned: 4 }), 'Mori');
  work = registry.work(lot.id);
  await work.renew();
  for (const at of [1, 2]) await make(work, chip(at));
});
afterEach(() => registry.close());
afterAll(() => place.close());

const exportLot = async (): Promise<number> => {
  const units = (await registry.exports.tokens(lot.id)).map(({ unit }) => unit);
  const wanted = { lot: lot.id, format: 'pskc', sha256: 'ab'.repeat(32), units };
  return (await registry.exports.mark(wanted, 'Mori')).id;
};
const sealedSeeds = async (): Promise<readonly Uint8Array[]> => {
  const rows = await registry.database.read
    .selectFrom('unit')
    .select('seed')
    .where('state', '=', 'done')
    .execute();
  return rows.flatMap(({ seed }) => (seed === null ? [] : [seed]));
};
const inFiles = (bytes: Uint8Array): boolean =>
  [address, `${address}-wal`].some((file) => readFileSync(file).includes(Buffer.from(bytes)));

describe('seeds', () => {
  test('stay until the receiver has acknowledged the export', async () => {
    const id = await exportLot();
    await expect(purgeSeeds(registry, id, 'Mori')).rejects.toMatchObject({ code: 'state' });
    expect(await sealedSeeds()).toHaveLength(2);
  });

  test('of an acknowledged export are gone from the file, and those of others stay', async () => {
    const id = await exportLot();
    await registry.exports.acknowledge(id, 'Mori');
    await make(work, chip(3));
    const seeds = await sealedSeeds();
    expect(seeds.map(inFiles)).toEqual([true, true, true]);
    expect(await registry.exports.find(id)).not.toHaveProperty('purgedUnixMs');
    expect(await purgeSeeds(registry, id, 'Mori')).toBe(2);
    expect(seeds.map(inFiles)).toEqual([false, false, true]);
    const { purgedUnixMs } = await registry.exports.find(id);
    expect(purgedUnixMs).toBeGreaterThan(1_700_000_000_000);
    const certificate = await certifyLot(registry, {
      lot: lot.id,
      issuedBy: 'Mori',
      issuedUnixMs: 1_900_000_000_000,
      software: 'fobkit',
    });
    expect(certificate.exports).toMatchObject([{ purgedUnixMs }]);
    expect(await purgeSeeds(registry, id, 'Mori')).toBe(0);
    await expect(registry.exports.tokens(lot.id)).rejects.toMatchObject({ code: 'purged' });
  });

  test('of fobs that were scrapped after they were exported go with the others', async () => {
    const id = await exportLot();
    await registry.exports.acknowledge(id, 'Mori');
    await registry.units.scrap({ deviceId: chip(1) }, { operator: 'Mori', reason: 'crushed' });
    expect(await purgeSeeds(registry, id, 'Mori')).toBe(2);
  });

  test('that are purged are not taken in again', async () => {
    const tokens = await registry.exports.tokens(lot.id);
    const id = await exportLot();
    await registry.exports.acknowledge(id, 'Mori');
    await purgeSeeds(registry, id, 'Mori');
    const again = {
      file: 'again.xml',
      format: 'pskc',
      sha256: 'cd'.repeat(32),
      tokens: tokens.map(({ token }) => ({ ...token, serial: `X-${token.serial}` })),
    };
    await expect(registry.imports.add(again, 'Mori')).rejects.toThrow();
  });

  test('of which none is purged by a station that still reads its transport keys', async () => {
    const id = await exportLot();
    await registry.exports.acknowledge(id, 'Mori');
    const unit = (await work.unitOf(chip(1))) ?? expect.unreachable();
    const before = toHex((await work.transportKeyOf(unit)).reveal());
    await purgeSeeds(registry, id, 'Mori');
    expect(toHex((await work.transportKeyOf(unit)).reveal())).toBe(before);
  });
});

describe('another key for a registry', () => {
  const tokens = async (one: Registry): Promise<readonly string[]> =>
    (await one.exports.tokens(lot.id)).map(({ token }) => toHex(token.seed.reveal()));

  test.each([{ newDataKey: false }, { newDataKey: true }])(
    'opens it instead of the old one (new data key: $newDataKey)',
    async ({ newDataKey }) => {
      const before = await tokens(registry);
      await work.end();
      const to = passphraseOf('a new passphrase');
      const options = { logN: 10 };
      await rekeyRegistry({ registry, from: keyOf(7), to, newDataKey, options, by: 'Mori' });
      await expect(openRegistry(optionsOf(address))).rejects.toMatchObject({ code: 'key' });
      const again = await openRegistry({ ...optionsOf(address), key: to });
      expect(await tokens(again)).toEqual(before);
      expect((await verifyAudit(again)).faults).toEqual([]);
      const going = again.work(lot.id);
      await going.renew();
      await make(going, chip(3));
      await again.close();
    },
  );

  test('takes the header of the old one out of the file', async () => {
    const { rows } = await sql<{ header: Uint8Array }>`select header from vault`.execute(
      registry.database.read,
    );
    const old = rows[0]?.header.slice(28) ?? expect.unreachable();
    await registry.database.forget();
    expect(inFiles(old)).toBe(true);
    await rekeyRegistry({
      registry,
      from: keyOf(7),
      to: keyOf(8),
      newDataKey: false,
      by: 'Mori',
    });
    expect(inFiles(old)).toBe(false);
  });

  test('with a new data key is refused while a station is at work', async () => {
    const rekeying = rekeyRegistry({
      registry,
      from: keyOf(7),
      to: keyOf(8),
      newDataKey: true,
      by: 'Mori',
    });
    await expect(rekeying).rejects.toMatchObject({ code: 'busy' });
    await make(work, chip(3));
  });

  test('is on record', async () => {
    await rekeyRegistry({
      registry,
      from: keyOf(7),
      to: keyOf(8),
      newDataKey: false,
      by: 'Mori',
    });
    const kinds: string[] = [];
    for await (const { kind } of entriesOf(registry.database.read, 'line-1')) kinds.push(kind);
    expect(kinds.at(-1)).toBe('registry.rekeyed');
  });
});

describe('the chains of a registry', () => {
  test('hold', async () => {
    expect((await verifyAudit(registry)).faults).toEqual([]);
  });

  test('are held against the keys in the vault, not those beside the chains', async () => {
    await registry.database.write(async (db) => {
      await sql`delete from audit_entry`.execute(db);
      await sql`delete from audit_station`.execute(db);
      const key = new AuditKey(AuditKey.makeSeed());
      const forger = new AuditLog<RegistrySchema>(registry.database, {
        station: 'line-1',
        key,
        clock: { unixMs: () => 0 },
      });
      await forger.append(db, { kind: 'lot.created', subject: lot.id, actor: 'x', facts: {} });
    });
    const { faults } = await verifyAudit(registry);
    expect(faults.map(({ kind }) => kind)).toEqual(['key']);
  });
});
