import { sql } from 'kysely';
import type { Migration } from '@fobkit/store';

/** Which units are golden fobs: those that somebody made to be one. */
export const goldenMarksMigration: Migration = {
  name: '0003-golden-marks',
  async up(transaction, { types }) {
    const { integer, text, tableEnd } = types;
    await sql`create table golden_unit (
      unit_id ${integer} primary key references unit (id),
      unix_ms ${integer} not null,
      marked_by ${text} not null
    ) ${tableEnd}`.execute(transaction);
    // As fob station golden add names a lot: of one fob, kept for that.
    await sql`insert into golden_unit (unit_id, unix_ms, marked_by)
      select unit.id, unit.ended_unix_ms, lot.created_by
      from unit join lot on lot.id = unit.lot_id
      where unit.state = 'done' and lot.purpose = 'test' and lot.planned = 1
        and lot.name = 'golden ' || unit.serial_label`.execute(transaction);
  },
};
