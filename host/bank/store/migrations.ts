import type { Migration } from '@fobkit/store';
import { type RawBuilder, sql } from 'kysely';

const MODES = sql`('same', 'different', 'none')`;
const LOCKS = sql`('codes', 'unregistered-token')`;
const STATES = sql`('stock', 'assigned', 'dispatched', 'delivered', 'registered', 'cancelled', 'accident', 'replaced', 'scrapped')`;
const FORMS = sql`('token-application', 'termination', 'release')`;
const STAGES = sql`('card', 'notice', 'open')`;
const TRANSACTIONS = sql`('transfer', 'cancel-reservation', 'tax-payment', 'file-transfer')`;

/** The tables of schema.ts. What must never be is forbidden here, whatever the code does. */
export const bankMigration: Migration = {
  name: '0001-bank',
  async up(transaction, { types }) {
    const { integer, text, bytes, id, tableEnd } = types;
    const statements: readonly RawBuilder<unknown>[] = [
      sql`create table bank_chain (
        name ${text} primary key,
        audit_key ${bytes} not null
      ) ${tableEnd}`,
      sql`create table contract (
        contract_id ${text} primary key,
        name ${text} not null,
        login_method ${text} not null check (login_method in ('certificate', 'id-password')),
        state ${text} not null check (state in ('none', 'active')),
        mode ${text} not null check (mode in ${MODES}),
        had_token ${integer} not null check (had_token in (0, 1)),
        wrong_registrations ${integer} not null check (wrong_registrations >= 0),
        lock_kind ${text} check (lock_kind in ${LOCKS}),
        lock_unix_ms ${integer},
        login_code ${text} not null,
        confirmation ${text} not null,
        card ${bytes} not null,
        card_question ${text},
        opened_unix_ms ${integer} not null,
        unique (contract_id, mode),
        check ((lock_kind is null) = (lock_unix_ms is null)),
        check (mode = 'none' or state = 'active')
      ) ${tableEnd}`,
      sql`create table bank_user (
        contract_id ${text} not null references contract (contract_id),
        user_id ${text} not null check (user_id <> ''),
        name ${text} not null,
        password ${text} not null,
        primary key (contract_id, user_id)
      ) ${tableEnd}`,
      sql`create table token (
        serial ${text} primary key,
        serial_key ${text} not null unique,
        kind ${text} not null check (kind in ('hardware', 'software')),
        state ${text} not null check (state in ${STATES}),
        contract_id ${text} references contract (contract_id),
        accident ${text},
        before_state ${text} check (before_state in ${STATES}),
        memory ${text} not null,
        parameters ${text} not null,
        seed ${bytes},
        seed_fingerprint ${bytes} unique,
        device_id ${text},
        manufacturer ${text},
        model ${text},
        expiry_unix_s ${integer},
        added_unix_ms ${integer} not null,
        unique (serial, contract_id),
        check (state in ('stock', 'scrapped') or contract_id is not null),
        check (state <> 'stock' or contract_id is null),
        check ((state = 'accident') = (accident is not null)),
        check ((accident is null) = (before_state is null)),
        check (state in ('assigned', 'scrapped') or seed is not null),
        check ((seed is null) = (seed_fingerprint is null))
      ) ${tableEnd}`,
      sql`create index token_of_contract on token (contract_id)`,
      sql`create index token_in_stock on token (serial) where state = 'stock'`,
      sql`create table registration (
        contract_id ${text} not null references contract (contract_id),
        user_id ${text} not null,
        serial ${text} not null unique,
        since_unix_ms ${integer} not null,
        used_unregistered ${integer} not null check (used_unregistered in (0, 1)),
        lock_kind ${text} check (lock_kind in ${LOCKS}),
        lock_unix_ms ${integer},
        primary key (contract_id, user_id),
        foreign key (serial, contract_id) references token (serial, contract_id),
        check ((lock_kind is null) = (lock_unix_ms is null))
      ) ${tableEnd}`,
      sql`create table paper_form (
        form_number ${text} primary key,
        kind ${text} not null check (kind in ${FORMS}),
        contract_id ${text} not null references contract (contract_id),
        digest ${text} not null,
        serial ${text},
        taken_unix_ms ${integer} not null,
        taken_by ${text} not null
      ) ${tableEnd}`,
      sql`create table bank_session (
        token_hash ${text} primary key,
        contract_id ${text} not null references contract (contract_id),
        user_id ${text},
        stage ${text} not null check (stage in ${STAGES}),
        begun_unix_ms ${integer} not null,
        ends_unix_ms ${integer} not null
      ) ${tableEnd}`,
      sql`create index session_of_contract on bank_session (contract_id)`,
      sql`create index session_ends on bank_session (ends_unix_ms)`,
      sql`create table login_tries (
        who ${text} primary key,
        wrong ${integer} not null check (wrong >= 0),
        at_unix_ms ${integer} not null
      ) ${tableEnd}`,
      sql`create index login_tries_at on login_tries (at_unix_ms)`,
      sql`create table activation (
        code_hash ${text} primary key,
        serial ${text} not null unique references token (serial),
        ends_unix_ms ${integer} not null,
        used_unix_ms ${integer},
        bound_to ${text},
        wrong_codes ${integer} not null
      ) ${tableEnd}`,
      sql`create table bank_transaction (
        id ${id},
        contract_id ${text} not null,
        user_id ${text} not null,
        kind ${text} not null check (kind in ${TRANSACTIONS}),
        payee ${text} not null,
        amount ${integer} not null check (amount > 0),
        serial ${text} not null references token (serial),
        at_unix_ms ${integer} not null,
        foreign key (contract_id, user_id) references bank_user (contract_id, user_id)
      ) ${tableEnd}`,
      sql`create index transaction_of_user on bank_transaction (contract_id, user_id)`,
      sql`create table event_head (
        id ${integer} primary key check (id = 1),
        sequence ${integer} not null
      ) ${tableEnd}`,
      sql`insert into event_head (id, sequence) values (1, 0)`,
      sql`create table bank_event (
        sequence ${integer} primary key,
        at_unix_ms ${integer} not null,
        kind ${text} not null,
        subject ${text} not null,
        actor ${text} not null,
        facts ${text} not null
      ) ${tableEnd}`,
    ];
    for (const statement of statements) await statement.execute(transaction);
  },
};
