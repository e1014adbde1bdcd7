import { postgresCode } from './postgres-errors.ts';
import { sqliteCode } from './sqlite-errors.ts';

/** A rule of the schema that a write would have broken. */
export type Constraint = 'unique' | 'check' | 'foreign-key' | 'not-null';

const OF_SQLITE: Readonly<Record<number, Constraint>> = {
  [19 | (8 << 8)]: 'unique',
  [19 | (6 << 8)]: 'unique',
  [19 | (10 << 8)]: 'unique',
  [19 | (1 << 8)]: 'check',
  [19 | (3 << 8)]: 'foreign-key',
  [19 | (5 << 8)]: 'not-null',
};
const OF_POSTGRES: Readonly<Record<string, Constraint>> = {
  '23505': 'unique',
  '23514': 'check',
  '23503': 'foreign-key',
  '23502': 'not-null',
};

/** Which one, if an error of either dialect tells of one. */
export function brokenConstraint(error: unknown): Constraint | undefined {
  const code = sqliteCode(error);
  return code === undefined ? OF_POSTGRES[postgresCode(error)] : OF_SQLITE[code];
}
