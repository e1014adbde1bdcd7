export type { AuditRow } from './audit/audit-entry.ts';
export type {
  AuditFault,
  AuditFaultKind,
  AuditReport,
  VerifiedChain,
} from './audit/audit-fault.ts';
export { AuditKey } from './audit/audit-key.ts';
export { auditHeads, AuditLog, type AuditLogOptions } from './audit/audit-log.ts';
export { auditMigration } from './audit/audit-tables.ts';
export type * from './audit/audit.ts';
export { canonicalJson } from './audit/canonical-json.ts';
export { entriesOf, newestEntry } from './audit/chain-reader.ts';
export { verifyChain, type VerifyOptions } from './audit/verify-chain.ts';
export {
  backupDatabase,
  type BackupOptions,
  restoreDatabase,
  type RestoreOptions,
} from './database/backup-database.ts';
export { checkDatabase } from './database/check-database.ts';
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
export { encodeFields, type Field } from './vault/fields.ts';
export { makeKeyFile, passphraseOf, readKeyFile } from './vault/key-file.ts';
export { VaultError, type VaultErrorCode } from './vault/vault-error.ts';
export type { VaultKey } from './vault/vault-key.ts';
export {
  checkVault,
  createVault,
  openOrCreateVault,
  openVault,
  type Rekeying,
  rekeyVault,
  type VaultOptions,
} from './vault/vault-store.ts';
export { vaultMigration } from './vault/vault-tables.ts';
export { Vault } from './vault/vault.ts';
export { openWake, type WakeOptions } from './queue/open-wake.ts';
export type { Wake } from './queue/wake.ts';
