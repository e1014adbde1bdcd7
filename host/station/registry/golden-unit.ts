import { loadedParameters } from '@fobkit/protocol';
import type { Golden } from '../qualify/qualify-station.ts';
import type { Unit } from '../unit/unit.ts';
import { nowIn, type RegistryParts } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import { mustFindUnit, type UnitName } from './unit-queries.ts';
import { unitColumns, unitOfRow } from './unit-row.ts';

/**
 * Makes a done unit of purpose test a golden fob. A production seed is opened for nothing but its
 * loading and its export. Rejects with `RegistryError` for any other unit.
 */
export async function markGolden(
  parts: RegistryParts,
  name: UnitName,
  operator: string,
): Promise<Unit> {
  return await parts.database.write(async (db) => {
    const unit = await mustFindUnit(db, name);
    const { parameters } = await db
      .selectFrom('unit')
      .select('parameters')
      .where('id', '=', unit.id)
      .executeTakeFirstOrThrow();
    const { purpose } = loadedParameters.decode(parameters);
    if (unit.state !== 'done' || purpose !== 'test') {
      const message = `${unit.serialLabel} is ${unit.state}, of purpose ${purpose}: a golden fob is done, of purpose test`;
      throw new RegistryError('state', message);
    }
    const marked = await db
      .insertInto('golden_unit')
      .values({ unit_id: unit.id, unix_ms: await nowIn(parts, db), marked_by: operator })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(marked.numInsertedOrUpdatedRows) > 0) {
      await parts.audit.append(db, {
        kind: 'golden.added',
        subject: unit.serialLabel,
        actor: operator,
        facts: { deviceId: unit.deviceId ?? null, lot: unit.lot },
      });
    }
    return unit;
  });
}

/** All golden fobs. */
export async function listGolden(parts: RegistryParts): Promise<readonly Unit[]> {
  const rows = await parts.database.read
    .selectFrom('unit')
    .innerJoin('golden_unit', 'golden_unit.unit_id', 'unit.id')
    .leftJoin('intent', 'intent.unit_id', 'unit.id')
    .select(unitColumns)
    .where('unit.state', '=', 'done')
    .orderBy('unit.id')
    .execute();
  return rows.map(unitOfRow);
}

/** What a golden fob is examined by; undefined for any other. */
export async function findGolden(
  parts: RegistryParts,
  deviceId: string,
): Promise<Golden | undefined> {
  const row = await parts.database.read
    .selectFrom('unit')
    .innerJoin('golden_unit', 'golden_unit.unit_id', 'unit.id')
    .selectAll('unit')
    .where('unit.device_id', '=', deviceId)
    .where('unit.state', '=', 'done')
    .executeTakeFirst();
  if (row === undefined || row.seed === null || row.transport_key === null) return undefined;
  return {
    serialLabel: row.serial_label,
    parameters: loadedParameters.decode(row.parameters),
    seed: parts.secrets.open('seed', row.seed, row),
    transportKey: parts.secrets.open('transport key', row.transport_key, row),
  };
}
