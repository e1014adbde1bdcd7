export type * from './audit/audit.ts';
export { brokenConstraint, type Constraint } from './database/constraint.ts';
export type * from './database/database.ts';
export type { ColumnTypes, Migration, Migrations, MigrationTools } from './database/migration.ts';
export { openDatabase } from './database/open-database.ts';
export type { OpenOptions } from './database/opening.ts';
export {
  isPostgresAddress,
  parsePostgresAddress,
  type PostgresAddress,
} from './database/postgres-address.ts';
export { StoreError, type StoreErrorCode } from './database/store-error.ts';
export * from './lease-error.ts';
export type * from './lease-holder.ts';
export * from './lease.ts';
export type * from './vault/sealed.ts';
