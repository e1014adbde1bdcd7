import type { Secret } from '@fobkit/protocol';
import type { VisitFacts } from '../run/work-store.ts';
import type { Unit } from '../unit/unit.ts';
import { addAttempt } from './attempts.ts';
import type { RegistryParts, RegistryReader, RegistryTransaction } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import type { StationRun } from './held-run.ts';
import { unitColumns, unitOfRow } from './unit-row.ts';

/** Names a unit. Of a chip that had several, the one that is not scrapped, else the last. */
export type UnitName =
  | { readonly deviceId: string }
  | { readonly serialLabel: string }
  | { readonly id: number }
  | { readonly lot: string; readonly number: number };

export async function findUnit(db: RegistryReader, name: UnitName): Promise<Unit | undefined> {
  const units = db
    .selectFrom('unit')
    .leftJoin('intent', 'intent.unit_id', 'unit.id')
    .select(unitColumns);
  const named =
    'deviceId' in name
      ? units.where('unit.device_id', '=', name.deviceId)
      : 'serialLabel' in name
        ? units.where('unit.serial_label', '=', name.serialLabel)
        : 'id' in name
          ? units.where('unit.id', '=', name.id)
          : units.where('unit.lot_id', '=', name.lot).where('unit.number', '=', name.number);
  const rows = await named.orderBy('unit.ended_unix_ms').orderBy('unit.id').execute();
  const row = rows.find(({ state }) => state !== 'scrapped') ?? rows.at(-1);
  return row === undefined ? undefined : unitOfRow(row);
}

/** @throws RegistryError when there is no such unit. */
export async function mustFindUnit(db: RegistryReader, name: UnitName): Promise<Unit> {
  const unit = await findUnit(db, name);
  if (unit !== undefined) return unit;
  throw new RegistryError('unknown', `there is no unit ${Object.values(name).join(' ')}`);
}

/** @throws RegistryError when it has none of ours. */
export async function findTransportKey(
  parts: RegistryParts,
  db: RegistryReader,
  unit: Unit,
): Promise<Secret> {
  const row = await db.selectFrom('unit').selectAll().where('id', '=', unit.id).executeTakeFirst();
  if (row === undefined) throw new RegistryError('unknown', `there is no unit ${unit.serialLabel}`);
  const { transport_key, next_key } = row;
  if (transport_key !== null) return parts.secrets.open('transport key', transport_key, row);
  if (next_key !== null) return parts.secrets.open('next transport key', next_key, row);
  throw new RegistryError('state', `the registry has no transport key of ${row.serial_label}`);
}

/** @throws RegistryError when the unit is not done. */
export async function recordTrim(
  parts: RegistryParts,
  db: RegistryTransaction,
  trim: {
    readonly run: StationRun;
    readonly now: number;
    readonly unit: Unit;
    readonly trimPpb: number;
    readonly facts: VisitFacts;
  },
): Promise<void> {
  const { run, now, unit, trimPpb, facts } = trim;
  const { serialLabel, deviceId = null } = unit;
  const changed = await db
    .updateTable('unit')
    .set({ trim_ppb: Math.round(trimPpb) })
    .where('id', '=', unit.id)
    .where('state', '=', 'done')
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) !== 1) {
    throw new RegistryError('state', `${serialLabel} is not done: only what is done is trimmed`);
  }
  await addAttempt(db, { run, unitId: unit.id, deviceId, facts }, now, { result: 'trimmed' });
  await parts.audit.append(db, {
    kind: 'unit.trimmed',
    subject: serialLabel,
    actor: run.station,
    facts: { deviceId, run: run.id, trimPpb },
  });
}
