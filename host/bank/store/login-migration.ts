import type { Migration } from '@fobkit/store';
import { sql } from 'kysely';

/**
 * Sessions know the certificate that opened them and end with their user; tries of names that
 * nobody has are told apart. Whoever was logged in logs in again.
 */
export const loginMigration: Migration = {
  name: '0003-login',
  async up(transaction, { types }) {
    const { integer, text, tableEnd } = types;
    const statements = [
      sql`drop table bank_session`,
      sql`create table bank_session (
        token_hash ${text} primary key,
        contract_id ${text} not null references contract (contract_id) on delete cascade,
        user_id ${text},
        certificate ${text},
        stage ${text} not null check (stage in ('card', 'notice', 'open')),
        begun_unix_ms ${integer} not null,
        ends_unix_ms ${integer} not null,
        foreign key (contract_id, user_id)
          references bank_user (contract_id, user_id) on delete cascade
      ) ${tableEnd}`,
      sql`create index session_of_contract on bank_session (contract_id)`,
      sql`create index session_ends on bank_session (ends_unix_ms)`,
      sql`alter table login_tries
        add column known ${integer} not null default 1 check (known in (0, 1))`,
      sql`create index login_tries_unknown on login_tries (at_unix_ms) where known = 0`,
    ];
    for (const statement of statements) await statement.execute(transaction);
  },
};

/** Tries of suspended logins are counted. */
export const refusedTriesMigration: Migration = {
  name: '0004-refused-tries',
  async up(transaction, { types: { integer } }) {
    await sql`alter table login_tries
      add column refused ${integer} not null default 0 check (refused >= 0)`.execute(transaction);
  },
};
