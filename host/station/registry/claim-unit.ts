import { loadedParameters, Secret } from '@fobkit/protocol';
import type { Selectable } from 'kysely';
import type { VisitFacts } from '../run/work-store.ts';
import type { Claim, Trouble } from '../unit/unit.ts';
import { addAttempt, endAttempt } from './attempts.ts';
import { lockDevice, type RegistryParts, type RegistryTransaction } from './parts.ts';
import type { StationRun } from './held-run.ts';
import { endExpiredRuns } from './run-lease.ts';
import type { IntentTable, UnitTable } from './schema.ts';
import { unitOfRow } from './unit-row.ts';

const TRANSPORT_KEY_BYTES = 32;
/** A blank fob has its factory key, which is generation 0 (docs/protocol/05-sealed-channel.md). */
const FIRST_GENERATION = 1;

/** A visit of a fob to a station. */
export interface ClaimVisit {
  readonly run: StationRun;
  readonly deviceId: string;
  readonly facts: VisitFacts;
  readonly now: number;
}

type UnitRecord = Selectable<UnitTable>;

/** Binds the next unused unit of the run's lot to a fob; a trouble when there is none. */
export async function claimUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  visit: ClaimVisit,
): Promise<Claim | Trouble> {
  const { run, deviceId, facts, now } = visit;
  const closed = await lotTrouble(parts, db, run.lot);
  if (closed !== undefined) return closed;
  await lockDevice(parts, db, deviceId);
  const bound = await boundUnit(db, deviceId);
  if (bound !== undefined) return await boundTrouble(db, bound, visit);
  await endExpiredRuns(parts, db, now);
  const unit = await nextUnused(parts, db, run.lot);
  if (unit === undefined) return 'lot-full';
  const claimed = await bind(parts, db, unit, deviceId);
  const attempt = await addAttempt(db, { run, unitId: unit.id, deviceId, facts }, now);
  const intent: IntentTable = {
    unit_id: unit.id,
    unit_state: 'working',
    run_id: run.id,
    attempt_id: attempt,
    step: 'claimed',
    begun_unix_ms: now,
    entered_unix_ms: now,
  };
  await db.insertInto('intent').values(intent).execute();
  await parts.audit.append(db, {
    kind: 'unit.claimed',
    subject: unit.serial_label,
    actor: run.station,
    facts: { deviceId, run: run.id, lot: run.lot },
  });
  return claimOf(parts, claimed, intent);
}

/** Takes up the open intent of a fob again. */
export async function resumeUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  visit: ClaimVisit,
): Promise<Claim | Trouble> {
  const { run, deviceId, facts, now } = visit;
  await lockDevice(parts, db, deviceId);
  const bound = await boundUnit(db, deviceId);
  if (bound === undefined) return 'left';
  if (bound.state !== 'working') return await boundTrouble(db, bound, visit);
  const intent = await db
    .selectFrom('intent')
    .selectAll()
    .where('unit_id', '=', bound.id)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  // Before its intent was held, others may have ended the work on it, and begun anew.
  const unit = await boundUnit(db, deviceId);
  if (intent === undefined || unit?.id !== bound.id || unit.state !== 'working') return 'left';
  if (unit.lot_id !== run.lot || (await livesElsewhere(db, intent, visit))) return 'elsewhere';
  const why = 'taken up again';
  await endAttempt(db, intent.attempt_id, { result: 'left-open', why }, now);
  const attempt = await addAttempt(db, { run, unitId: unit.id, deviceId, facts }, now);
  const taken = { ...intent, run_id: run.id, attempt_id: attempt };
  await db
    .updateTable('intent')
    .set({ run_id: run.id, attempt_id: attempt })
    .where('unit_id', '=', unit.id)
    .execute();
  await parts.audit.append(db, {
    kind: 'unit.resumed',
    subject: unit.serial_label,
    actor: run.station,
    facts: { deviceId, run: run.id, step: intent.step },
  });
  return claimOf(parts, unit, taken);
}

async function lotTrouble(
  parts: RegistryParts,
  db: RegistryTransaction,
  lot: string,
): Promise<Trouble | undefined> {
  const { state } = await db
    .selectFrom('lot')
    .select('state')
    .where('id', '=', lot)
    .$if(parts.database.dialect === 'postgres', (query) => query.forShare())
    .executeTakeFirstOrThrow();
  if (state === 'paused') return 'lot-paused';
  return state === 'closed' ? 'lot-closed' : undefined;
}

async function boundUnit(
  db: RegistryTransaction,
  deviceId: string,
): Promise<UnitRecord | undefined> {
  return await db
    .selectFrom('unit')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('state', '<>', 'scrapped')
    .executeTakeFirst();
}

/** Why a fob that has a unit gets no other. */
async function boundTrouble(
  db: RegistryTransaction,
  unit: UnitRecord,
  visit: ClaimVisit,
): Promise<Trouble> {
  if (unit.state === 'done') return 'already-done';
  if (unit.state !== 'working') return 'already-loaded';
  const intent = await db
    .selectFrom('intent')
    .selectAll()
    .where('unit_id', '=', unit.id)
    .executeTakeFirst();
  const elsewhere = intent !== undefined && (await livesElsewhere(db, intent, visit));
  return elsewhere ? 'elsewhere' : 'half-loaded';
}

async function livesElsewhere(
  db: RegistryTransaction,
  { run_id }: Pick<IntentTable, 'run_id'>,
  { run, now }: ClaimVisit,
): Promise<boolean> {
  if (run_id === null || run_id === run.id) return false;
  const other = await db
    .selectFrom('run')
    .select('id')
    .where('id', '=', run_id)
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '>', now)
    .executeTakeFirst();
  return other !== undefined;
}

/** Locked for this transaction, where others may write at the same time. */
async function nextUnused(
  parts: RegistryParts,
  db: RegistryTransaction,
  lot: string,
): Promise<UnitRecord | undefined> {
  const next = db
    .selectFrom('unit')
    .selectAll()
    .where('lot_id', '=', lot)
    .where('state', '=', 'unused')
    .orderBy('number')
    .limit(1);
  if (parts.database.dialect === 'sqlite') return await next.executeTakeFirst();
  const free = await next.forUpdate().skipLocked().executeTakeFirst();
  // Those that others hold may come free again: only who has waited for them knows that none is left.
  return free ?? (await next.forUpdate().executeTakeFirst());
}

/** Binds a unit to a fob, its secrets with it, and gives it a new transport key. */
async function bind(
  { secrets, randomBytes }: RegistryParts,
  db: RegistryTransaction,
  unit: UnitRecord,
  deviceId: string,
): Promise<UnitRecord> {
  const to = { ...unit, device_id: deviceId, row_version: unit.row_version + 1 };
  const bytes = randomBytes(TRANSPORT_KEY_BYTES);
  const key = new Secret(bytes);
  bytes.fill(0);
  const changes = {
    state: 'working',
    device_id: deviceId,
    row_version: to.row_version,
    seed: secrets.reseal(unit.seed, unit, to),
    key_generation: 0,
    next_key: secrets.seal('next transport key', key, to),
    next_generation: FIRST_GENERATION,
  } as const;
  key.wipe();
  await db.updateTable('unit').set(changes).where('id', '=', unit.id).execute();
  return { ...unit, ...changes };
}

/** What a station holds while it works on a unit. */
function claimOf(parts: RegistryParts, unit: UnitRecord, intent: IntentTable): Claim {
  const { secrets } = parts;
  const { device_id, transport_key, next_key, next_generation } = unit;
  return {
    unit: unitOfRow({ ...unit, step: intent.step }),
    deviceId: device_id ?? '',
    attempt: intent.attempt_id,
    parameters: loadedParameters.decode(unit.parameters),
    seed: secrets.open('seed', unit.seed, unit),
    nextTransportKey: secrets.open('next transport key', next_key, unit),
    nextGeneration: next_generation ?? FIRST_GENERATION,
    ...(transport_key === null
      ? {}
      : { transportKey: secrets.open('transport key', transport_key, unit) }),
    step: intent.step,
  };
}
