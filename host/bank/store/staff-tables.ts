import type { Migration } from '@fobkit/store';
import { sql } from 'kysely';
import type { ApiRole } from '../domain/api-caller.ts';

/** Who works at the desk. */
export interface ClerkTable {
  name: string;
  /** A hash: see passwords.ts. */
  password: string;
  added_unix_ms: number;
}

/** What a program shows to be let in by the API. */
export interface ApiTokenTable {
  name: string;
  role: ApiRole;
  /** SHA-256 in hexadecimal: 256 random bits need no slow hash. */
  token_hash: string;
  added_unix_ms: number;
  revoked_unix_ms: number | null;
}

export const staffMigration: Migration = {
  name: '0002-staff',
  async up(transaction, { types }) {
    const { integer, text, tableEnd } = types;
    await sql`create table clerk (
      name ${text} primary key,
      password ${text} not null,
      added_unix_ms ${integer} not null
    ) ${tableEnd}`.execute(transaction);
    await sql`create table api_token (
      name ${text} primary key,
      role ${text} not null check (role in ('operator', 'verifier', 'auditor')),
      token_hash ${text} not null unique,
      added_unix_ms ${integer} not null,
      revoked_unix_ms ${integer}
    ) ${tableEnd}`.execute(transaction);
  },
};
