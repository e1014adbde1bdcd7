import type { Trouble, Unit, UnitState } from '../unit/unit.ts';
import type { ByWhom } from './by-whom.ts';
import { makeUnused } from './give-back.ts';
import { holdVault, nowIn, type RegistryParts, type RegistryTransaction } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import { addLabel } from './unit-labels.ts';
import { findUnit, mustFindUnit, type UnitName } from './unit-queries.ts';
import { unitColumns, unitOfRow } from './unit-row.ts';

/** Which units are listed: those for which all that is given holds. */
export interface UnitFilter {
  readonly lot?: string;
  readonly states?: readonly UnitState[];
  readonly trouble?: Trouble;
  /** Of the first that is listed: its number in the lot, or the id where no lot is given. */
  readonly after?: number;
  /** 1,000 if absent. */
  readonly limit?: number;
}

const USUAL_LIMIT = 1_000;

/** The units of a registry, and what an operator does to one. */
export class Units {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  async find(name: UnitName): Promise<Unit | undefined> {
    return await findUnit(this.#parts.database.read, name);
  }

  /** In the order of their numbers. */
  async list(filter: UnitFilter = {}): Promise<readonly Unit[]> {
    const { lot, states, trouble, after = 0, limit = USUAL_LIMIT } = filter;
    if (states?.length === 0) return [];
    const order = lot === undefined ? 'unit.id' : 'unit.number';
    const rows = await this.#parts.database.read
      .selectFrom('unit')
      .leftJoin('intent', 'intent.unit_id', 'unit.id')
      .select(unitColumns)
      .$if(lot !== undefined, (query) => query.where('unit.lot_id', '=', lot ?? ''))
      .$if(states !== undefined, (query) => query.where('unit.state', 'in', states ?? []))
      .$if(trouble !== undefined, (query) => query.where('unit.trouble', '=', trouble ?? null))
      .where(order, '>', after)
      .orderBy(order)
      .limit(limit)
      .execute();
    return rows.map(unitOfRow);
  }

  /**
   * Ends a unit for good: its seed is never given to another fob. Rejects with `RegistryError` when
   * it is scrapped already, or a station is at it.
   */
  scrap(unit: UnitName, by: ByWhom): Promise<Unit> {
    return this.#act('unit.scrapped', { unit, by }, async (db, found, now) => {
      if (found.state === 'scrapped') {
        throw new RegistryError('state', `${found.serialLabel} is scrapped already`);
      }
      await takeIntent(db, { unit: found, now });
      await db
        .updateTable('unit')
        .set({ state: 'scrapped', reason: by.reason, halted_step: null, ended_unix_ms: now })
        .where('id', '=', found.id)
        .execute();
    });
  }

  /**
   * A quarantined unit may be tried again: by the same fob where that may hold the seed, else by any.
   * Rejects with `RegistryError` for any other unit, and in a closed lot.
   */
  rework(unit: UnitName, by: ByWhom): Promise<Unit> {
    return this.#act('unit.reworked', { unit, by }, async (db, found, now) => {
      if (found.state !== 'quarantined') {
        throw new RegistryError(
          'state',
          `${found.serialLabel} is ${found.state}: only what is quarantined is tried again`,
        );
      }
      await mustBeOpen(this.#parts, db, found.lot);
      const { halted_step: step } = await db
        .selectFrom('unit')
        .select('halted_step')
        .where('id', '=', found.id)
        .executeTakeFirstOrThrow();
      if (step === null || step === 'claimed') {
        await makeUnused(this.#parts, db, found.id);
        return;
      }
      const { attempt } = await db
        .selectFrom('attempt')
        .select((eb) => eb.fn.max('id').as('attempt'))
        .where('unit_id', '=', found.id)
        .where('result', '<>', 'trimmed')
        .executeTakeFirstOrThrow();
      await db
        .updateTable('unit')
        .set({
          state: 'working',
          halted_step: null,
          trouble: null,
          reason: null,
          ended_unix_ms: null,
        })
        .where('id', '=', found.id)
        .execute();
      await db
        .insertInto('intent')
        .values({
          unit_id: found.id,
          unit_state: 'working',
          run_id: null,
          attempt_id: attempt,
          step,
          begun_unix_ms: now,
          entered_unix_ms: now,
        })
        .execute();
    });
  }

  /** That the label of a unit is printed once more. Rejects with `RegistryError` when no fob has it. */
  reprint(unit: UnitName, by: ByWhom): Promise<Unit> {
    return this.#act('label.reprinted', { unit, by }, async (db, found, now) => {
      if (found.deviceId === undefined) {
        throw new RegistryError('state', `${found.serialLabel} is on no fob`);
      }
      await addLabel(db, found.id, { by: by.operator, reason: by.reason, now });
    });
  }

  async #act(
    kind: string,
    { unit, by }: { readonly unit: UnitName; readonly by: ByWhom },
    act: (db: RegistryTransaction, found: Unit, now: number) => Promise<void>,
  ): Promise<Unit> {
    const parts = this.#parts;
    if (by.reason.trim() === '') throw new RegistryError('refused', 'that wants a reason');
    return await parts.database.write(async (db) => {
      await holdVault(parts, db);
      const { id } = await mustFindUnit(db, unit);
      await lockUnit(parts, db, id);
      const found = await mustFindUnit(db, { id });
      const now = await nowIn(parts, db);
      await act(db, found, now);
      const { deviceId = null, state } = found;
      await parts.audit.append(db, {
        kind,
        subject: found.serialLabel,
        actor: by.operator,
        facts: { reason: by.reason, deviceId, was: state, lot: found.lot },
      });
      return await mustFindUnit(db, { id });
    });
  }
}

/** Whoever works on it holds its intent first, then the unit: so in this order here too. */
async function lockUnit(parts: RegistryParts, db: RegistryTransaction, id: number): Promise<void> {
  if (parts.database.dialect === 'sqlite') return;
  await db.selectFrom('intent').select('unit_id').where('unit_id', '=', id).forUpdate().execute();
  await db.selectFrom('unit').select('id').where('id', '=', id).forUpdate().execute();
}

/** Takes the open intent of a unit away, unless a station is at it. */
async function takeIntent(
  db: RegistryTransaction,
  { unit, now }: { readonly unit: Unit; readonly now: number },
): Promise<void> {
  const alive = await db
    .selectFrom('intent')
    .innerJoin('run', 'run.id', 'intent.run_id')
    .select('run.station')
    .where('intent.unit_id', '=', unit.id)
    .where('run.ended_unix_ms', 'is', null)
    .where('run.expires_unix_ms', '>', now)
    .executeTakeFirst();
  if (alive !== undefined) {
    throw new RegistryError(
      'state',
      `station ${alive.station} is at ${unit.serialLabel}: take its fob off that station first`,
    );
  }
  await db.deleteFrom('intent').where('unit_id', '=', unit.id).execute();
}

async function mustBeOpen(
  parts: RegistryParts,
  db: RegistryTransaction,
  id: string,
): Promise<void> {
  const { state, name } = await db
    .selectFrom('lot')
    .select(['state', 'name'])
    .where('id', '=', id)
    .$if(parts.database.dialect === 'postgres', (query) => query.forShare())
    .executeTakeFirstOrThrow();
  if (state === 'closed') throw new RegistryError('state', `lot ${name} is closed`);
}
