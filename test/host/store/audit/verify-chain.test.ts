import { copyFileSync } from 'node:fs';
import { auditHeads, type AuditFault, type Database, verifyChain } from '@fobkit/store';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuditRow, hashOf, signedPart } from '../../../../host/store/audit/audit-entry.ts';
import { appendMany, keyOf, logOf, type NoTables, openChains, tamper } from '../support/chains.ts';
import { SqlitePlace } from '../support/databases.ts';

const place = new SqlitePlace();
const whole = place.fresh();
let database: Database<NoTables>;

/** Two stations; the second has seen the first's tenth entry. */
beforeAll(async () => {
  const made = await openChains(whole);
  const north = logOf(made, 'north', keyOf(1));
  const south = logOf(made, 'south', keyOf(2));
  await appendMany(made, north, 10);
  const [head] = await auditHeads(made.read);
  await appendMany(made, south, 2);
  await made.write(async (t) => {
    if (head !== undefined) await south.recordHead(t, head);
  });
  await appendMany(made, north, 2);
  await made.close();
});
beforeEach(async () => {
  const path = place.fresh();
  copyFileSync(whole, path);
  database = await openChains(path);
});
afterEach(() => database.close());
afterAll(() => place.close());

const faults = async (): Promise<readonly AuditFault[]> =>
  (await verifyChain(database.read)).faults;
const found = async (): Promise<readonly string[]> =>
  (await faults()).map(({ kind, station, sequence }) => `${kind} ${station} ${String(sequence)}`);

test('a chain that nobody touched holds together', async () => {
  const report = await verifyChain(database.read, { heads: await auditHeads(database.read) });
  expect(report.faults).toEqual([]);
  expect(report.headsChecked).toBe(3);
});

describe('an edit is found', () => {
  test.each([
    ['at', 'at + 1'],
    ['at', '-1'],
    ['kind', "'unit.scrapped'"],
    ['subject', "'A-99'"],
    ['actor', "'taro'"],
    ['facts', "'{}'"],
    ['facts', "facts || ' '"],
    ['previous', 'zeroblob(32)'],
    ['hash', 'zeroblob(32)'],
    ['signature', 'zeroblob(64)'],
    ['signature', 'zeroblob(0)'],
  ])('of %s to %s', async (column, value) => {
    await tamper(
      database,
      `update audit_entry set ${column} = ${value} where station = 'north' and sequence = 5`,
    );
    expect((await faults()).map(({ sequence }) => sequence)).toContain(5);
  });

  test('of the number of an entry', async () => {
    await tamper(database, `update audit_entry set sequence = 99 where sequence = 12`);
    expect(await found()).toContain('missing north 12');
  });

  test('of its station', async () => {
    await tamper(
      database,
      `update audit_entry set station = 'south', sequence = 4 where sequence = 12`,
    );
    expect(await found()).toEqual(['cut north 12', 'order south 4', 'edited south 4']);
  });

  test('to a number beyond 2^53', async () => {
    await tamper(database, `update audit_entry set at = 9223372036854775807 where sequence = 5`);
    expect((await faults())[0]).toMatchObject({ kind: 'edited', station: 'north' });
  });

  test('by the station itself, signed anew with its own key, where others saw the end', async () => {
    await resign('north', 1, (row) => (row.sequence === 5 ? { ...row, actor: 'taro' } : row));
    expect(await found()).toEqual(['rewritten north 10']);
  });
});

test('two entries that changed places are found', async () => {
  for (const [from, to] of [
    [5, 100],
    [6, 5],
    [100, 6],
  ] as const) {
    await tamper(
      database,
      `update audit_entry set sequence = ${String(to)}
       where station = 'north' and sequence = ${String(from)}`,
    );
  }
  expect(await found()).toContain('edited north 5');
});

test('entries that were taken out of the middle are found', async () => {
  await tamper(database, `delete from audit_entry where station = 'north' and sequence in (4, 5)`);
  expect(await found()).toEqual(['missing north 4']);
});

test('entries that were taken off the front are found', async () => {
  await tamper(database, `delete from audit_entry where station = 'north' and sequence < 3`);
  expect(await found()).toEqual(['missing north 1']);
});

describe('a tail that was cut off is found', () => {
  test('by the count that the station keeps', async () => {
    await tamper(database, `delete from audit_entry where station = 'north' and sequence > 11`);
    expect(await found()).toEqual(['cut north 12']);
  });

  const cut = async (last: number): Promise<void> => {
    await tamper(
      database,
      `delete from audit_entry where station = 'north' and sequence > ${String(last)}`,
    );
    await tamper(
      database,
      `update audit_station set sequence = ${String(last)},
       hash = (select hash from audit_entry where station = 'north' and sequence = ${String(last)})
       where station = 'north'`,
    );
  };

  test('by what another station has seen, when that count was mended', async () => {
    await cut(9);
    expect(await found()).toEqual(['cut north 10']);
  });

  test('by a head on a certificate, when no station has seen it', async () => {
    const heads = await auditHeads(database.read);
    await cut(11);
    expect(await faults()).toEqual([]);
    const report = await verifyChain(database.read, { heads });
    expect(report.faults).toMatchObject([{ kind: 'cut', station: 'north', sequence: 12 }]);
  });

  test('when the whole station was taken out', async () => {
    await tamper(database, `delete from audit_entry where station = 'north'`);
    await tamper(database, `delete from audit_station where station = 'north'`);
    expect(await found()).toEqual(['cut north 10']);
  });

  test('when another chain grew over it', async () => {
    await cut(9);
    await appendMany(database, logOf(database, 'north', keyOf(1)), 5);
    expect(await found()).toEqual(['rewritten north 10']);
  });
});

describe('a chain that was signed anew by another key is found', () => {
  test('by the key that is known of the station', async () => {
    await resign('south', 7, (row) => row);
    const keys = new Map([['south', Buffer.from(keyOf(2).publicKey).toString('hex')]]);
    const report = await verifyChain(database.read, { keys });
    expect(report.faults.map(({ kind, station }) => `${kind} ${station}`)).toEqual(['key south']);
  });

  test('by a head that was seen, though every word is the same', async () => {
    await resign('north', 7, (row) => row);
    expect(await found()).toEqual(['rewritten north 10']);
  });

  test('by each signature, where the station kept its key', async () => {
    await resign('north', 7, (row) => row, { keepsKey: true });
    expect((await faults()).filter(({ kind }) => kind === 'edited')).toHaveLength(12);
  });
});

test('entries of a station that the database does not know are found', async () => {
  await tamper(database, `delete from audit_station where station = 'south'`);
  expect(await found()).toContain('stray south undefined');
});

test('an older copy that says so is told apart from a cut', async () => {
  const north = logOf(database, 'north', keyOf(1));
  const heads = [{ station: 'north', sequence: 40, hash: 'ab'.repeat(32) }];
  await database.write((t) => north.recordRestored(t, 'hana'));
  const report = await verifyChain(database.read, { heads });
  expect(report.faults).toMatchObject([{ kind: 'restored', station: 'north', sequence: 13 }]);
  expect(report.faults[0]?.message).toContain('north, entry 13');
  const older = [{ station: 'north', sequence: 11, hash: 'ab'.repeat(32) }];
  const edited = await verifyChain(database.read, { heads: older });
  expect(edited.faults).toMatchObject([{ kind: 'rewritten', sequence: 11 }]);
});

test('whatever is changed of whatever row is found', async () => {
  const columns = ['at', 'kind', 'subject', 'actor', 'facts', 'previous', 'hash', 'signature'];
  const change = fc.record({
    column: fc.constantFrom(...columns),
    sequence: fc.integer({ min: 1, max: 12 }),
    text: fc.string({ maxLength: 12 }),
    number: fc.integer(),
    at: fc.nat(63),
    flip: fc.integer({ min: 1, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ column, sequence, text, number, at, flip }) => {
      const before = await rowOf(sequence);
      const old = before[column as keyof AuditRow];
      const next =
        old instanceof Uint8Array
          ? old.map((byte, place) => (place === at % old.length ? byte ^ flip : byte))
          : typeof old === 'number'
            ? number
            : text;
      fc.pre(next !== old);
      await setColumn(column, sequence, next);
      const after = await faults();
      await setColumn(column, sequence, old);
      expect(after.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
  expect(await faults()).toEqual([]);
});

async function rowOf(sequence: number): Promise<AuditRow> {
  const { rows } = await sql<AuditRow>`select * from audit_entry
    where station = 'north' and sequence = ${sequence}`.execute(database.read);
  const [row] = rows;
  if (row === undefined) throw new Error('no such entry');
  return row;
}

async function setColumn(column: string, sequence: number, value: unknown): Promise<void> {
  await database.write((t) =>
    sql`update audit_entry set ${sql.ref(column)} = ${value}
      where station = 'north' and sequence = ${sequence}`.execute(t),
  );
}

/** What somebody does who has the code and a key: every entry hashed and signed again. */
async function resign(
  station: string,
  keyByte: number,
  edit: (row: AuditRow) => AuditRow,
  { keepsKey = false } = {},
): Promise<void> {
  const key = keyOf(keyByte);
  await database.write(async (t) => {
    const { rows } = await sql<AuditRow>`select * from audit_entry
      where station = ${station} order by sequence`.execute(t);
    let previous: Uint8Array = new Uint8Array(32);
    for (const row of rows) {
      const edited = { ...edit(row), previous };
      const hash = hashOf(edited, key.publicKey);
      const signature = key.sign(signedPart(hash));
      await sql`update audit_entry set actor = ${edited.actor}, previous = ${previous},
        hash = ${hash}, signature = ${signature}
        where station = ${station} and sequence = ${row.sequence}`.execute(t);
      previous = hash;
    }
    await sql`update audit_station set hash = ${previous} where station = ${station}`.execute(t);
    if (keepsKey) return;
    await sql`update audit_station set public_key = ${key.publicKey}
      where station = ${station}`.execute(t);
  });
}
