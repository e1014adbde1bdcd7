import { sql } from 'kysely';
import type { Migration } from '../database/migration.ts';

/**
 * Makes the tables of the chains; part of the migrations of whoever has them. `audit_station` holds
 * each station's public key and the end of its chain.
 */
export const auditMigration: Migration = {
  name: 'audit-1',
  async up(transaction, { types }) {
    const { text, integer, bytes, tableEnd } = types;
    await sql`create table audit_station (
      station ${text} primary key,
      public_key ${bytes} not null unique,
      sequence ${integer} not null,
      hash ${bytes} not null
    ) ${tableEnd}`.execute(transaction);
    await sql`create table audit_entry (
      station ${text} not null,
      sequence ${integer} not null check (sequence > 0),
      at ${integer} not null,
      kind ${text} not null,
      subject ${text} not null,
      actor ${text} not null,
      facts ${text} not null,
      previous ${bytes} not null,
      hash ${bytes} not null,
      signature ${bytes} not null,
      primary key (station, sequence)
    ) ${tableEnd}`.execute(transaction);
    await sql`create index audit_entry_subject on audit_entry (subject)`.execute(transaction);
  },
};
