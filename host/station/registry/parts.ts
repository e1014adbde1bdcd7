import type { HostClock, HostEnv } from '@fobkit/client';
import {
  type AuditLog,
  checkVault,
  type Database,
  type LeaseProcess,
  type Vault,
} from '@fobkit/store';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { LotWords } from './lot-words.ts';
import type { RegistrySchema } from './registry-schema.ts';
import type { UnitSecrets } from './unit-secrets.ts';

export type RegistryTransaction = Transaction<RegistrySchema>;
/** Whoever only looks: a transaction too, or what is committed. */
export type RegistryReader = Kysely<RegistrySchema>;

/** What the parts of a registry share. */
export interface RegistryParts {
  readonly database: Database<RegistrySchema>;
  readonly vault: Vault;
  readonly secrets: UnitSecrets;
  readonly audit: AuditLog<RegistrySchema>;
  readonly words: LotWords;
  readonly clock: HostClock;
  readonly randomBytes: HostEnv['randomBytes'];
  readonly station: string;
  /** Tells machines apart, so that a process of another one is not looked for here. */
  readonly machine: string;
  readonly isRunning: (process: LeaseProcess) => boolean;
}

/** PostgreSQL: unix milliseconds, also inside a long transaction. */
export const SERVER_TIME = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;

/** Of the server, or of this machine: unix milliseconds. */
export async function nowIn(parts: RegistryParts, db: RegistryReader): Promise<number> {
  if (parts.database.dialect === 'sqlite') return parts.clock.unixMs();
  const { rows } = await sql<{ now: number }>`select ${SERVER_TIME} as now`.execute(db);
  return rows[0]?.now ?? parts.clock.unixMs();
}

/**
 * Before secrets are sealed: until the end of the transaction nobody gives the vault another key.
 *
 * @throws VaultError when somebody has.
 */
export async function holdVault(
  { database, vault }: Pick<RegistryParts, 'database' | 'vault'>,
  db: RegistryTransaction,
): Promise<void> {
  if (database.dialect === 'postgres') await sql`select id from vault for share`.execute(db);
  await checkVault(db, vault);
}

/** Labels and seeds are compared with all others by one transaction at a time. */
const MAKING_LOCK = 7_210_532;

export async function lockMaking(parts: RegistryParts, db: RegistryTransaction): Promise<void> {
  if (parts.database.dialect === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(${MAKING_LOCK})`.execute(db);
}

/** One transaction at a time binds a fob, and on SQLite there is no other anyway. */
export async function lockDevice(
  parts: RegistryParts,
  db: RegistryTransaction,
  deviceId: string,
): Promise<void> {
  if (parts.database.dialect === 'sqlite') return;
  const key = BigInt.asIntN(64, BigInt(`0x${deviceId}`)).toString();
  await sql`select pg_advisory_xact_lock(cast(${key} as bigint))`.execute(db);
}
