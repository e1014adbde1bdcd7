import type { Selectable } from 'kysely';
import type { Lot, LotCounts } from '../lot/lot.ts';
import { readJson, serialScheme, tokenParameters, trimWish } from './json-columns.ts';
import type { RegistryReader } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import type { LotTable } from './schema.ts';

export function lotOfRow(row: Selectable<LotTable>): Lot {
  const { trim, qualified_hours, expiry, closed_unix_ms } = row;
  return {
    id: row.id,
    name: row.name,
    profile: row.profile,
    model: row.model,
    planned: row.planned,
    purpose: row.purpose,
    serials: readJson(serialScheme, row.serials),
    parameters: readJson(tokenParameters, row.parameters),
    codeCheck: row.code_check,
    ...(trim === null ? {} : { trim: readJson(trimWish, trim) }),
    ...(qualified_hours === null ? {} : { qualifiedHours: qualified_hours }),
    ...(expiry === null ? {} : { expiry }),
    state: row.state,
    createdUnixMs: row.created_unix_ms,
    createdBy: row.created_by,
    ...(closed_unix_ms === null ? {} : { closedUnixMs: closed_unix_ms }),
  };
}

/** @throws RegistryError when there is none. */
export async function readLot(db: RegistryReader, id: string): Promise<Lot> {
  const row = await db.selectFrom('lot').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new RegistryError('unknown', `there is no lot ${id}`);
  return lotOfRow(row);
}

/** In one statement, so that the sum is right whoever writes meanwhile. */
export async function countUnits(db: RegistryReader, lot: string): Promise<LotCounts> {
  const rows = await db
    .selectFrom('unit')
    .select((eb) => [
      'state',
      eb.fn.countAll<number>().as('units'),
      eb
        .selectFrom('unit as trimmed_unit')
        .select((trimmed) => trimmed.fn.countAll<number>().as('units'))
        .where('trimmed_unit.lot_id', '=', lot)
        .where('trimmed_unit.state', '=', 'done')
        .where('trimmed_unit.trim_ppb', 'is not', null)
        .as('trimmed'),
    ])
    .where('lot_id', '=', lot)
    .groupBy('state')
    .execute();
  const units = new Map(rows.map((row) => [row.state, row.units]));
  return {
    planned: rows.reduce((sum, row) => sum + row.units, 0),
    done: units.get('done') ?? 0,
    scrapped: units.get('scrapped') ?? 0,
    quarantined: units.get('quarantined') ?? 0,
    unused: units.get('unused') ?? 0,
    working: units.get('working') ?? 0,
    trimmed: rows[0]?.trimmed ?? 0,
  };
}
