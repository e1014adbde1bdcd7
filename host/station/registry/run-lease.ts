import { LeaseBusyError, type LeaseHolder, LeaseLostError, type LeaseProcess } from '@fobkit/store';
import { type Selectable, sql } from 'kysely';
import * as v from 'valibot';
import { giveBack } from './give-back.ts';
import type { StationRun } from './held-run.ts';
import { readJson } from './json-columns.ts';
import { readLot } from './lot-row.ts';
import {
  holdVault,
  nowIn,
  SERVER_TIME,
  type RegistryParts,
  type RegistryReader,
  type RegistryTransaction,
} from './parts.ts';
import type { RunTable } from './schema.ts';

interface RunHolder {
  readonly machine: string;
  readonly process: LeaseProcess;
}

const runHolder: v.GenericSchema<unknown, RunHolder> = v.object({
  machine: v.string(),
  process: v.object({ pid: v.number(), processStart: v.exactOptional(v.string()) }),
});

/** A run that is to begin. */
export interface WantedRun {
  /** No other run's. */
  readonly id: string;
  readonly lot: string;
  readonly process: LeaseProcess;
  readonly ttlMs: number;
}

/**
 * Begins a run. One that has ended, was not renewed in time, or whose process on this machine is
 * gone is ended for good, and what it had only claimed is given back.
 *
 * @throws LeaseBusyError when another run of this station lives. RegistryError when there is no such
 *   lot. VaultError when the vault was given another data key meanwhile.
 */
export async function beginRun(
  parts: RegistryParts,
  db: RegistryTransaction,
  wanted: WantedRun,
): Promise<StationRun> {
  const { station, machine } = parts;
  const { id } = wanted;
  await holdVault(parts, db);
  await readLot(db, wanted.lot);
  const { fence } = await db
    .updateTable('station')
    .set((eb) => ({ fence: eb('fence', '+', 1) }))
    .where('name', '=', station)
    .returning('fence')
    .executeTakeFirstOrThrow();
  const now = await nowIn(parts, db);
  const open = await db
    .selectFrom('run')
    .selectAll()
    .where('station', '=', station)
    .where('ended_unix_ms', 'is', null)
    .executeTakeFirst();
  if (open !== undefined) {
    // Nobody had told whether the commit of this beginning came through.
    if (open.id === id) return { id, station, lot: open.lot_id, fence: open.fence };
    if (lives(parts, open, now)) throw new LeaseBusyError([holderOf(open)]);
    await endRuns(parts, db, [open.id], now);
  }
  const run: StationRun = { id, station, lot: wanted.lot, fence };
  const holder: RunHolder = { machine, process: wanted.process };
  await db
    .insertInto('run')
    .values({
      id,
      station,
      lot_id: wanted.lot,
      fence,
      holder: JSON.stringify(holder),
      begun_unix_ms: now,
      expires_unix_ms: now + wanted.ttlMs,
      ended_unix_ms: null,
    })
    .execute();
  await parts.audit.append(db, {
    kind: 'run.begun',
    subject: wanted.lot,
    actor: station,
    facts: { run: id, fence },
  });
  await parts.audit.recordOthers(db);
  return run;
}

/**
 * Holds a run for the rest of the transaction, where there is one: nobody ends it meanwhile.
 *
 * @returns The time now, in unix milliseconds.
 * @throws LeaseLostError when it has ended.
 */
export async function checkRun(
  parts: RegistryParts,
  db: RegistryReader,
  run: StationRun,
): Promise<number> {
  const postgres = parts.database.dialect === 'postgres';
  const row = await db
    .selectFrom('run')
    .selectAll()
    .select(postgres ? SERVER_TIME.as('now') : sql<number>`${parts.clock.unixMs()}`.as('now'))
    .where('id', '=', run.id)
    .$if(postgres && db.isTransaction, (query) => query.forShare())
    .executeTakeFirst();
  const now = row?.now ?? (await nowIn(parts, db));
  const held = row?.fence === run.fence && row.ended_unix_ms === null && row.expires_unix_ms > now;
  if (held) return now;
  const holder = await db
    .selectFrom('run')
    .selectAll()
    .where('station', '=', run.station)
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '>', now)
    .executeTakeFirst();
  const other = holder === undefined ? undefined : holderOf(holder);
  throw new LeaseLostError(run.id, `station ${run.station}`, other);
}

/**
 * Holds a run for `ttlMs` more from now, and ends those that nobody held on to.
 *
 * @throws LeaseLostError when it has ended.
 */
export async function renewRun(
  parts: RegistryParts,
  db: RegistryTransaction,
  run: StationRun,
  ttlMs: number,
): Promise<void> {
  const now = await nowIn(parts, db);
  // The row is taken by the write itself: a share of it first would stand in the way of others.
  const renewed = await db
    .updateTable('run')
    .set({ expires_unix_ms: now + ttlMs })
    .where('id', '=', run.id)
    .where('fence', '=', run.fence)
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '>', now)
    .executeTakeFirst();
  if (Number(renewed.numUpdatedRows) !== 1) await checkRun(parts, db, run);
  await endExpiredRuns(parts, db, now);
}

/** Ends runs whose time has passed: what they had only claimed is given back. */
export async function endExpiredRuns(
  parts: RegistryParts,
  db: RegistryTransaction,
  now: number,
): Promise<void> {
  const expired = await db
    .selectFrom('run')
    .select('id')
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '<=', now)
    // Held, so that nobody renews it between the two; who holds it now is at work.
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  if (expired.length > 0)
    await endRuns(
      parts,
      db,
      expired.map(({ id }) => id),
      now,
    );
}

/** Ends those that have not ended yet. Tells whether units were given back. */
export async function endRuns(
  parts: RegistryParts,
  db: RegistryTransaction,
  ids: readonly string[],
  now: number,
): Promise<boolean> {
  let gaveBack = false;
  const ended = await db
    .updateTable('run')
    .set({ ended_unix_ms: now })
    .where('id', 'in', ids)
    .where('ended_unix_ms', 'is', null)
    .returning(['id', 'station', 'lot_id'])
    .execute();
  for (const run of ended) {
    const units = await giveBack(parts, db, run.id, now);
    gaveBack ||= units.length > 0;
    await parts.audit.append(db, {
      kind: 'run.ended',
      subject: run.lot_id,
      actor: parts.station,
      facts: { run: run.id, station: run.station, givenBack: units },
    });
  }
  return gaveBack;
}

export type Whereabouts = Pick<RegistryParts, 'machine' | 'isRunning'>;

/** Whether somebody may still be at a run. */
export function lives(here: Whereabouts, run: Selectable<RunTable>, now: number): boolean {
  if (run.expires_unix_ms <= now) return false;
  const { machine, process } = readJson(runHolder, run.holder);
  return machine !== here.machine || here.isRunning(process);
}

export function holderOf(run: Selectable<RunTable>): LeaseHolder {
  const { process } = readJson(runHolder, run.holder);
  return {
    key: run.station,
    label: `station ${run.station}`,
    run: run.id,
    processes: [process],
    sinceUnixMs: run.begun_unix_ms,
    expiresUnixMs: run.expires_unix_ms,
    fence: run.fence,
  };
}
