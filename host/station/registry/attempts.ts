import type { VisitFacts } from '../run/work-store.ts';
import type { Trouble } from '../unit/unit.ts';
import type { RegistryTransaction } from './parts.ts';
import type { AttemptResult } from './schema.ts';
import type { StationRun } from './held-run.ts';

/** How an attempt ended. */
export interface AttemptEnd {
  readonly result: AttemptResult;
  readonly trouble?: Trouble;
  readonly why?: string;
  /** Instead of those that it began with. */
  readonly facts?: VisitFacts;
}

interface Visit {
  readonly run: StationRun;
  readonly unitId: number | null;
  readonly deviceId: string | null;
  readonly facts: VisitFacts;
}

/** Writes an attempt down, ended at once where `end` is given. */
export async function addAttempt(
  db: RegistryTransaction,
  { run, unitId, deviceId, facts }: Visit,
  now: number,
  end?: AttemptEnd,
): Promise<number> {
  const { id } = await db
    .insertInto('attempt')
    .values({
      lot_id: run.lot,
      unit_id: unitId,
      device_id: deviceId,
      run_id: run.id,
      station: run.station,
      port: facts.port,
      begun_unix_ms: now,
      ended_unix_ms: end === undefined ? null : now,
      result: end?.result ?? null,
      trouble: end?.trouble ?? null,
      why: end?.why ?? null,
      facts: JSON.stringify(end?.facts ?? facts),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends an attempt that has not ended yet. */
export async function endAttempt(
  db: RegistryTransaction,
  id: number,
  { result, trouble, why, facts }: AttemptEnd,
  now: number,
): Promise<void> {
  await db
    .updateTable('attempt')
    .set({
      ended_unix_ms: now,
      result,
      trouble: trouble ?? null,
      why: why ?? null,
      ...(facts === undefined ? {} : { facts: JSON.stringify(facts) }),
    })
    .where('id', '=', id)
    .where('ended_unix_ms', 'is', null)
    .execute();
}
