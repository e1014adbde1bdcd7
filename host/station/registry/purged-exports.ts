import { sql } from 'kysely';
import type { Migration } from '@fobkit/store';

/** When the seeds of an export were deleted. */
export const purgedExportsMigration: Migration = {
  name: '0002-purged-exports',
  async up(transaction, { types }) {
    await sql`alter table token_export add column purged_unix_ms ${types.integer}`.execute(
      transaction,
    );
  },
};
