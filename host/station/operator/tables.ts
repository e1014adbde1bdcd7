import type { Migration } from '@fobkit/store';
import { type RawBuilder, sql } from 'kysely';
import type { OperatorRole } from './operator.ts';

export interface OperatorTable {
  name: string;
  role: OperatorRole;
  /** As `hashPassword` writes it. */
  password: string;
  created_unix_ms: number;
  created_by: string;
  disabled_unix_ms: number | null;
}

export interface SessionTable {
  /** SHA-256 of the token, hex: who reads the database cannot use it. */
  token_hash: string;
  operator: string;
  station: string;
  begun_unix_ms: number;
  /** When the shift is over. */
  ends_unix_ms: number;
  ended_unix_ms: number | null;
}

/** Wrong passwords since the last right one, by the name that was given. */
export interface SignInFailureTable {
  name: string;
  failures: number;
  last_unix_ms: number;
}

export interface OperatorTables {
  operator: OperatorTable;
  operator_session: SessionTable;
  sign_in_failure: SignInFailureTable;
}

export const operatorMigration: Migration = {
  name: '0001-operators',
  async up(transaction, { types }) {
    const { integer, text, tableEnd } = types;
    const statements: readonly RawBuilder<unknown>[] = [
      sql`create table operator (
        name ${text} primary key,
        role ${text} not null check (role in ('operator', 'supervisor')),
        password ${text} not null,
        created_unix_ms ${integer} not null,
        created_by ${text} not null,
        disabled_unix_ms ${integer}
      ) ${tableEnd}`,
      sql`create table operator_session (
        token_hash ${text} primary key,
        operator ${text} not null references operator (name),
        station ${text} not null,
        begun_unix_ms ${integer} not null,
        ends_unix_ms ${integer} not null check (ends_unix_ms > begun_unix_ms),
        ended_unix_ms ${integer}
      ) ${tableEnd}`,
      sql`create index session_of_operator on operator_session (operator)`,
      sql`create table sign_in_failure (
        name ${text} primary key,
        failures ${integer} not null,
        last_unix_ms ${integer} not null
      ) ${tableEnd}`,
    ];
    for (const statement of statements) await statement.execute(transaction);
  },
};
