import type { Selectable } from 'kysely';
import type { Operator } from './operator.ts';
import type { OperatorTable } from './tables.ts';

export function operatorOf(row: Selectable<OperatorTable>): Operator {
  return {
    name: row.name,
    role: row.role,
    createdUnixMs: row.created_unix_ms,
    createdBy: row.created_by,
    ...(row.disabled_unix_ms === null ? {} : { disabledUnixMs: row.disabled_unix_ms }),
  };
}
