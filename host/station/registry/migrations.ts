import { type RawBuilder, sql } from 'kysely';
import type { Migration } from '@fobkit/store';

const STATES = sql`('unused', 'working', 'done', 'scrapped', 'quarantined')`;
const STEPS = sql`('claimed', 'loading', 'labelling')`;
const RESULTS = sql`('done', 'trimmed', 'rolled-back', 'quarantined', 'refused', 'left-open')`;

/** The tables of schema.ts. What must never be is forbidden here, whatever the code does. */
export const registryMigration: Migration = {
  name: '0001-registry',
  async up(transaction, { types }) {
    const { integer, text, bytes, id, tableEnd } = types;
    const statements: readonly RawBuilder<unknown>[] = [
      sql`create table station (
        name ${text} primary key,
        fence ${integer} not null,
        audit_key ${bytes} not null
      ) ${tableEnd}`,
      sql`create table token_import (
        id ${id},
        file ${text} not null,
        format ${text} not null,
        sha256 ${text} not null,
        tokens ${integer} not null,
        unix_ms ${integer} not null,
        imported_by ${text} not null
      ) ${tableEnd}`,
      sql`create table lot (
        id ${text} primary key,
        name ${text} not null unique,
        profile ${text} not null,
        model ${text} not null,
        planned ${integer} not null check (planned > 0),
        purpose ${text} not null check (purpose in ('test', 'production')),
        serials ${text} not null,
        parameters ${text} not null,
        trim ${text},
        code_check ${text} not null check (code_check in ('read', 'none')),
        qualified_hours ${integer},
        expiry ${integer},
        state ${text} not null check (state in ('open', 'paused', 'closed')),
        import_id ${integer} references token_import (id),
        created_unix_ms ${integer} not null,
        created_by ${text} not null,
        closed_unix_ms ${integer},
        closed_by ${text},
        unique (id, planned),
        check ((state = 'closed') = (closed_unix_ms is not null and closed_by is not null))
      ) ${tableEnd}`,
      sql`create table run (
        id ${text} primary key,
        station ${text} not null references station (name),
        lot_id ${text} not null references lot (id),
        fence ${integer} not null,
        holder ${text} not null,
        begun_unix_ms ${integer} not null,
        expires_unix_ms ${integer} not null,
        ended_unix_ms ${integer},
        unique (station, fence)
      ) ${tableEnd}`,
      sql`create unique index run_of_station on run (station) where ended_unix_ms is null`,
      sql`create table unit (
        id ${id},
        lot_id ${text} not null,
        planned ${integer} not null,
        number ${integer} not null check (number between 1 and planned),
        serial_label ${text} not null unique,
        seed_fingerprint ${bytes} not null unique,
        parameters ${bytes} not null,
        state ${text} not null check (state in ${STATES}),
        device_id ${text},
        row_version ${integer} not null,
        seed ${bytes},
        transport_key ${bytes},
        key_generation ${integer},
        next_key ${bytes},
        next_generation ${integer},
        halted_step ${text} check (halted_step in ${STEPS}),
        trouble ${text},
        reason ${text},
        labels_printed ${integer} not null,
        clock ${text},
        trim_ppb ${integer},
        counter ${integer},
        ended_unix_ms ${integer},
        unique (lot_id, number),
        unique (id, state),
        foreign key (lot_id, planned) references lot (id, planned),
        check (state not in ('working', 'done', 'quarantined') or device_id is not null),
        check (state <> 'unused' or (device_id is null and transport_key is null and next_key is null)),
        check (state <> 'working' or (seed is not null and next_key is not null)),
        check (state <> 'done' or key_generation is not null),
        check ((state in ('done', 'scrapped', 'quarantined')) = (ended_unix_ms is not null)),
        check ((state in ('scrapped', 'quarantined')) = (reason is not null)),
        check ((state = 'quarantined') = (halted_step is not null))
      ) ${tableEnd}`,
      sql`create index unit_of_lot on unit (lot_id, state, number)`,
      sql`create unique index unit_of_device on unit (device_id) where state <> 'scrapped'`,
      sql`create index unit_trimmed on unit (lot_id) where trim_ppb is not null`,
      sql`create index unit_by_device on unit (device_id)`,
      sql`create table attempt (
        id ${id},
        lot_id ${text} not null references lot (id),
        unit_id ${integer} references unit (id),
        device_id ${text},
        run_id ${text} not null references run (id),
        station ${text} not null,
        port ${text} not null,
        begun_unix_ms ${integer} not null,
        ended_unix_ms ${integer},
        result ${text} check (result in ${RESULTS}),
        trouble ${text},
        why ${text},
        facts ${text} not null,
        check ((ended_unix_ms is null) = (result is null))
      ) ${tableEnd}`,
      sql`create index attempt_of_lot on attempt (lot_id)`,
      sql`create index attempt_of_unit on attempt (unit_id)`,
      sql`create index attempt_of_device on attempt (device_id)`,
      sql`create table intent (
        unit_id ${integer} primary key,
        unit_state ${text} not null check (unit_state = 'working'),
        run_id ${text} references run (id),
        attempt_id ${integer} not null unique references attempt (id),
        step ${text} not null check (step in ${STEPS}),
        begun_unix_ms ${integer} not null,
        entered_unix_ms ${integer} not null,
        foreign key (unit_id, unit_state) references unit (id, state),
        check (step <> 'claimed' or run_id is not null)
      ) ${tableEnd}`,
      sql`create index intent_of_run on intent (run_id)`,
      sql`create table qualification (
        id ${id},
        station ${text} not null references station (name),
        unix_ms ${integer} not null,
        passed ${integer} not null check (passed in (0, 1)),
        qualified_by ${text} not null,
        facts ${text} not null
      ) ${tableEnd}`,
      sql`create index qualification_of_station on qualification (station, unix_ms)`,
      sql`create table label_print (
        id ${id},
        unit_id ${integer} not null references unit (id),
        unix_ms ${integer} not null,
        printed_by ${text} not null,
        reason ${text}
      ) ${tableEnd}`,
      sql`create index label_print_of_unit on label_print (unit_id)`,
      sql`create table imported_token (
        id ${id},
        import_id ${integer} not null references token_import (id),
        serial_label ${text} not null unique,
        seed_fingerprint ${bytes} not null unique,
        seed ${bytes},
        record ${text} not null,
        unit_id ${integer} unique references unit (id),
        check (seed is null or unit_id is null)
      ) ${tableEnd}`,
      sql`create index imported_token_of on imported_token (import_id)`,
      sql`create table token_export (
        id ${id},
        lot_id ${text} not null references lot (id),
        format ${text} not null,
        sha256 ${text} not null,
        tokens ${integer} not null,
        unix_ms ${integer} not null,
        exported_by ${text} not null,
        acknowledged_unix_ms ${integer},
        acknowledged_by ${text},
        check ((acknowledged_unix_ms is null) = (acknowledged_by is null))
      ) ${tableEnd}`,
      sql`create index token_export_of_lot on token_export (lot_id)`,
      sql`create table exported_unit (
        export_id ${integer} not null references token_export (id),
        unit_id ${integer} not null references unit (id),
        primary key (export_id, unit_id)
      ) ${tableEnd}`,
      sql`create index export_of_unit on exported_unit (unit_id)`,
    ];
    for (const statement of statements) await statement.execute(transaction);
  },
};
