import { sql } from 'kysely';
import type { Migration } from '../database/migration.ts';

/** Makes the one row of the vault's header; part of the migrations of whoever has a vault. */
export const vaultMigration: Migration = {
  name: 'vault-1',
  async up(transaction, { types }) {
    await sql`create table vault (
      id ${types.integer} primary key check (id = 1),
      header ${types.bytes} not null,
      changed_unix_ms ${types.integer} not null
    ) ${types.tableEnd}`.execute(transaction);
  },
};
