import { type QueryExecutorProvider, sql } from 'kysely';
import type { AuditRow } from './audit-entry.ts';

const PAGE = 500;

export interface StationRow {
  readonly station: string;
  readonly public_key: Uint8Array;
  readonly sequence: number;
  readonly hash: Uint8Array;
}

export async function stationsIn(db: QueryExecutorProvider): Promise<readonly StationRow[]> {
  const found = await sql<StationRow>`
    select station, public_key, sequence, hash from audit_station order by station`.execute(db);
  return found.rows;
}

/** Stations of which there are entries and nothing else. */
export async function straysIn(db: QueryExecutorProvider): Promise<readonly string[]> {
  const found = await sql<{ station: string }>`
    select distinct station from audit_entry
    where station not in (select station from audit_station)`.execute(db);
  return found.rows.map(({ station }) => station);
}

/** The entries of a station in their order, up to `last`, without holding all of them. */
export async function* entriesOf(
  db: QueryExecutorProvider,
  station: string,
  last = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<AuditRow> {
  let after = Number.MIN_SAFE_INTEGER;
  let full = true;
  while (full) {
    const page = await sql<AuditRow>`
      select station, sequence, at, kind, subject, actor, facts, previous, hash, signature
      from audit_entry
      where station = ${station} and sequence > ${after} and sequence <= ${last}
      order by sequence limit ${PAGE}`.execute(db);
    yield* page.rows;
    full = page.rows.length === PAGE;
    after = page.rows.at(-1)?.sequence ?? after;
  }
}

/** When the newest entry of any chain was made, unix milliseconds. */
export async function newestEntry(db: QueryExecutorProvider): Promise<number | undefined> {
  const found = await sql<{ at: number | null }>`
    select max(audit_entry.at) as at from audit_station join audit_entry
      on audit_entry.station = audit_station.station
      and audit_entry.sequence = audit_station.sequence`.execute(db);
  return found.rows[0]?.at ?? undefined;
}

export async function hashAt(
  db: QueryExecutorProvider,
  station: string,
  sequence: number,
): Promise<Uint8Array | undefined> {
  const found = await sql<{ hash: Uint8Array }>`select hash from audit_entry
    where station = ${station} and sequence = ${sequence}`.execute(db);
  return found.rows[0]?.hash;
}
