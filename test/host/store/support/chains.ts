import { nodeClock } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import { AuditKey, AuditLog, auditMigration, type Database, openDatabase } from '@fobkit/store';
import { sql } from 'kysely';

/** The chains' own tables are nobody else's. */
export interface NoTables {
  readonly none?: never;
}

export function keyOf(byte: number): AuditKey {
  return new AuditKey(new Secret(new Uint8Array(32).fill(byte)));
}

export function openChains(address: string): Promise<Database<NoTables>> {
  return openDatabase({ address, clock: nodeClock, migrations: [auditMigration], sync: 'off' });
}

export function logOf(
  database: Database<NoTables>,
  station: string,
  key = keyOf(station.length),
): AuditLog<NoTables> {
  return new AuditLog(database, { station, key, clock: { unixMs: () => 1_800_000_000_000 } });
}

/** So many entries that tell of units. */
export async function appendMany(
  database: Database<NoTables>,
  log: AuditLog<NoTables>,
  count: number,
): Promise<void> {
  await database.write(async (transaction) => {
    for (let at = 1; at <= count; at++) {
      await log.append(transaction, {
        kind: 'unit.done',
        subject: `A-${String(at)}`,
        actor: 'hana',
        facts: { lot: 'L1', keyChecked: true, attempt: at },
      });
    }
  });
}

/** What somebody with the database in hand does to it. */
export function tamper(database: Database<NoTables>, statement: string): Promise<unknown> {
  return database.write((transaction) => sql.raw(statement).execute(transaction));
}
