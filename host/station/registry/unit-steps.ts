import type { Selectable } from 'kysely';
import { LeaseLostError } from '@fobkit/store';
import { UsageError } from '@fobkit/protocol';
import type { Completion } from '../run/work-store.ts';
import type { Claim, ClockReading, IntentStep, Trouble } from '../unit/unit.ts';
import { type AttemptEnd, endAttempt } from './attempts.ts';
import { makeUnused } from './give-back.ts';
import type { RegistryParts, RegistryTransaction } from './parts.ts';
import type { StationRun } from './held-run.ts';
import type { IntentTable, UnitTable } from './schema.ts';
import { addLabel } from './unit-labels.ts';

/** A step of a station's work on a unit that it has claimed. */
export interface ClaimedWork {
  readonly run: StationRun;
  readonly claim: Claim;
  readonly now: number;
}

/** Why the work on a unit ends without success. */
export interface Setback {
  readonly trouble: Trouble;
  readonly why: string;
}

const ORDER: readonly IntentStep[] = ['claimed', 'loading', 'labelling'];

/** Commits that a step is about to be taken. @throws LeaseLostError UsageError */
export async function enterStep(
  parts: RegistryParts,
  db: RegistryTransaction,
  { run, claim, now }: ClaimedWork,
  step: IntentStep,
): Promise<void> {
  const intent = await lockIntent(parts, db, { run, claim, now });
  if (ORDER.indexOf(step) < ORDER.indexOf(intent.step)) {
    throw new UsageError(
      `${claim.unit.serialLabel} is at ${intent.step} and goes not back to ${step}`,
    );
  }
  if (step === intent.step) return;
  await db
    .updateTable('intent')
    .set({ step, entered_unix_ms: now })
    .where('unit_id', '=', intent.unit_id)
    .execute();
  await record(parts, db, { run, claim, now }, { kind: `unit.${step}` });
}

/** @throws LeaseLostError UsageError when its fob was not yet proved. */
export async function completeUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  work: ClaimedWork,
  completion: Completion,
): Promise<void> {
  const { claim, now } = work;
  if (await isEnded(db, work, { result: 'done' })) return;
  const intent = await lockIntent(parts, db, work);
  if (intent.step !== 'labelling') {
    throw new UsageError(`${claim.unit.serialLabel} is at ${intent.step}: it is not proved yet`);
  }
  const row = await workingUnit(db, claim);
  await dropIntent(db, intent);
  const key = parts.secrets.open('next transport key', row.next_key, row);
  const { keyGeneration, counter } = completion;
  const clock = clockOf(completion);
  await db
    .updateTable('unit')
    .set({
      state: 'done',
      transport_key: parts.secrets.seal('transport key', key, row),
      key_generation: keyGeneration,
      next_key: null,
      next_generation: null,
      clock: clock === undefined ? null : JSON.stringify(clock),
      counter: counter ?? null,
      ended_unix_ms: now,
    })
    .where('id', '=', row.id)
    .execute();
  key.wipe();
  await endAttempt(db, claim.attempt, { result: 'done', facts: completion }, now);
  const { keyChecked = false, codeChecked = false } = completion;
  await record(parts, db, work, {
    kind: 'unit.done',
    facts: { keyGeneration, keyChecked, codeChecked },
  });
}

/** The unit is unused again, its seed on no fob. */
export async function rollBackUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  work: ClaimedWork,
  { trouble, why }: Setback,
): Promise<void> {
  const { claim, now } = work;
  if (await isEnded(db, work, { result: 'rolled-back', trouble, why })) return;
  await dropIntent(db, await lockIntent(parts, db, work));
  await makeUnused(parts, db, claim.unit.id);
  await endAttempt(db, claim.attempt, { result: 'rolled-back', trouble, why }, now);
  await record(parts, db, work, { kind: 'unit.rolled-back', facts: { trouble, why } });
}

export async function quarantineUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  work: ClaimedWork,
  { trouble, why }: Setback,
): Promise<void> {
  const { claim, now } = work;
  if (await isEnded(db, work, { result: 'quarantined', trouble, why })) return;
  const intent = await lockIntent(parts, db, work);
  await dropIntent(db, intent);
  await db
    .updateTable('unit')
    .set({
      state: 'quarantined',
      halted_step: intent.step,
      trouble,
      reason: why,
      ended_unix_ms: now,
    })
    .where('id', '=', claim.unit.id)
    .execute();
  await endAttempt(db, claim.attempt, { result: 'quarantined', trouble, why }, now);
  await record(parts, db, work, {
    kind: 'unit.quarantined',
    facts: { trouble, why, step: intent.step },
  });
}

/**
 * Nobody is at it any more, and its fob may hold the seed. One whose fob has got nothing is unused
 * again.
 */
export async function leaveUnit(
  parts: RegistryParts,
  db: RegistryTransaction,
  work: ClaimedWork,
  setback: Setback,
): Promise<void> {
  const { claim, now } = work;
  const { trouble, why } = setback;
  for (const result of ['left-open', 'rolled-back'] as const) {
    if (await isEnded(db, work, { result, trouble, why })) return;
  }
  const intent = await lockIntent(parts, db, work);
  if (intent.step === 'claimed') {
    await rollBackUnit(parts, db, work, setback);
    return;
  }
  await db
    .updateTable('intent')
    .set({ run_id: null })
    .where('unit_id', '=', intent.unit_id)
    .execute();
  await endAttempt(db, claim.attempt, { result: 'left-open', trouble, why }, now);
  await record(parts, db, work, {
    kind: 'unit.left',
    facts: { trouble, why, step: intent.step },
  });
}

/** The label of a unit is about to be printed, or was. */
export async function recordLabel(
  parts: RegistryParts,
  db: RegistryTransaction,
  work: ClaimedWork,
): Promise<void> {
  await lockIntent(parts, db, work);
  await addLabel(db, work.claim.unit.id, { by: work.run.station, reason: null, now: work.now });
  await record(parts, db, work, { kind: 'label.printed' });
}

/** The clock of a fob as a visit has read it. */
export function clockOf(facts: Completion): ClockReading | undefined {
  const { clockReadUnixMs, clockOffsetMs, clockJitterMs = 0 } = facts;
  if (clockReadUnixMs === undefined || clockOffsetMs === undefined) return undefined;
  return { readUnixMs: clockReadUnixMs, offsetMs: clockOffsetMs, jitterMs: clockJitterMs };
}

/**
 * Whether just this end of a claim is on record already: nobody had told the station whether its
 * commit came through, so that it asks again.
 */
async function isEnded(
  db: RegistryTransaction,
  { run, claim }: ClaimedWork,
  { result, trouble, why }: AttemptEnd,
): Promise<boolean> {
  const ended = await db
    .selectFrom('attempt')
    .select(['trouble', 'why'])
    .where('id', '=', claim.attempt)
    .where('run_id', '=', run.id)
    .where('result', '=', result)
    .executeTakeFirst();
  return ended?.trouble === (trouble ?? null) && ended.why === (why ?? null);
}

/** The intent of a claim, held for this transaction: only who holds the claim may go on with it. */
async function lockIntent(
  parts: RegistryParts,
  db: RegistryTransaction,
  { run, claim }: ClaimedWork,
): Promise<Selectable<IntentTable>> {
  const intent = await db
    .selectFrom('intent')
    .selectAll()
    .where('unit_id', '=', claim.unit.id)
    .where('run_id', '=', run.id)
    .where('attempt_id', '=', claim.attempt)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (intent !== undefined) return intent;
  throw new LeaseLostError(run.id, claim.unit.serialLabel, undefined);
}

async function dropIntent(db: RegistryTransaction, { unit_id }: IntentTable): Promise<void> {
  await db.deleteFrom('intent').where('unit_id', '=', unit_id).execute();
}

async function workingUnit(
  db: RegistryTransaction,
  { unit }: Claim,
): Promise<Selectable<UnitTable>> {
  return await db
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', unit.id)
    .executeTakeFirstOrThrow();
}

async function record(
  parts: RegistryParts,
  db: RegistryTransaction,
  { run, claim }: ClaimedWork,
  event: {
    readonly kind: string;
    readonly facts?: Readonly<Record<string, boolean | number | string>>;
  },
): Promise<void> {
  const { kind, facts = {} } = event;
  await parts.audit.append(db, {
    kind,
    subject: claim.unit.serialLabel,
    actor: run.station,
    facts: { deviceId: claim.deviceId, run: run.id, ...facts },
  });
}
