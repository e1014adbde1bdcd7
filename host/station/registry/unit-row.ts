import type { Selectable } from 'kysely';
import type { Unit } from '../unit/unit.ts';
import { clockReading, readJson } from './json-columns.ts';
import type { IntentTable, UnitTable } from './schema.ts';

/** What of a unit everybody may see. */
export const unitColumns = [
  'unit.id',
  'unit.lot_id',
  'unit.number',
  'unit.serial_label',
  'unit.state',
  'unit.device_id',
  'unit.reason',
  'unit.key_generation',
  'unit.labels_printed',
  'unit.ended_unix_ms',
  'unit.clock',
  'unit.trim_ppb',
  'intent.step',
] as const;

type Shown =
  | 'id'
  | 'lot_id'
  | 'number'
  | 'serial_label'
  | 'state'
  | 'device_id'
  | 'reason'
  | 'key_generation'
  | 'labels_printed'
  | 'ended_unix_ms'
  | 'clock'
  | 'trim_ppb';

export type UnitRow = Pick<Selectable<UnitTable>, Shown> & {
  readonly step: IntentTable['step'] | null;
};

export function unitOfRow(row: UnitRow): Unit {
  const { device_id, reason, step, key_generation, ended_unix_ms, trim_ppb } = row;
  const clock = row.clock === null ? undefined : readJson(clockReading, row.clock);
  return {
    id: row.id,
    lot: row.lot_id,
    number: row.number,
    serialLabel: row.serial_label,
    state: row.state,
    ...(device_id === null ? {} : { deviceId: device_id }),
    ...(reason === null ? {} : { reason }),
    ...(step === null ? {} : { step }),
    ...(key_generation === null ? {} : { keyGeneration: key_generation }),
    labelsPrinted: row.labels_printed,
    ...(ended_unix_ms === null ? {} : { endedUnixMs: ended_unix_ms }),
    ...(clock === undefined ? {} : { clock }),
    ...(trim_ppb === null ? {} : { trimPpb: trim_ppb }),
  };
}
