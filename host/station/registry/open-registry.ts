import { hostname } from 'node:os';
import type { HostClock, HostEnv } from '@fobkit/client';
import { whereaboutsOf } from '@fobkit/client/node';
import {
  AuditLog,
  auditMigration,
  type Database,
  isPostgresAddress,
  type LeaseProcess,
  type Migrations,
  openDatabase,
  type OpenOptions,
  openOrCreateVault,
  openWake,
  processOf,
  type Vault,
  type VaultKey,
  vaultMigration,
  type VaultOptions,
} from '@fobkit/store';
import { Operators, type OperatorsOptions } from '../operator/operators.ts';
import { operatorMigration } from '../operator/tables.ts';
import type { WorkStore } from '../run/work-store.ts';
import { Exports } from './exports.ts';
import { goldenMarksMigration } from './golden-marks.ts';
import { Imports } from './imports.ts';
import { Lots } from './lots.ts';
import { LotWords } from './lot-words.ts';
import { registryMigration } from './migrations.ts';
import type { RegistryParts } from './parts.ts';
import { purgedExportsMigration } from './purged-exports.ts';
import type { RegistrySchema } from './registry-schema.ts';
import { stationKey } from './station-key.ts';
import { Stations } from './stations.ts';
import { Units } from './units.ts';
import { UnitSecrets } from './unit-secrets.ts';
import { RegistryWork, type WorkOptions } from './work.ts';

/** All steps of a registry's schema. */
export const registryMigrations: Migrations = [
  vaultMigration,
  auditMigration,
  registryMigration,
  operatorMigration,
  purgedExportsMigration,
  goldenMarksMigration,
];

export interface RegistryOptions extends Pick<
  OpenOptions,
  'address' | 'schema' | 'sync' | 'log' | 'restoring'
> {
  /** Opens the vault. */
  readonly key: VaultKey;
  /** The name of this station: its chain, its lease. */
  readonly station: string;
  readonly clock: HostClock;
  readonly randomBytes: HostEnv['randomBytes'];
  /** Makes the vault where there is none yet; else such a database is refused. */
  readonly create?: boolean;
  readonly vault?: VaultOptions;
  readonly operators?: OperatorsOptions;
  /** PostgreSQL: whether stations wake each other; true if absent. Else each looks by itself. */
  readonly wake?: boolean;
  /** Names this machine; its host name if absent. */
  readonly machine?: string;
  /** Whether a process of this machine still runs; the machine's own answer if absent. */
  readonly isRunning?: (process: LeaseProcess) => boolean;
}

/** Lots, units, seeds and keys of fobs, and whatever happened to them. */
export interface Registry {
  readonly station: string;
  readonly database: Database<RegistrySchema>;
  readonly vault: Vault;
  readonly audit: AuditLog<RegistrySchema>;
  readonly lots: Lots;
  readonly units: Units;
  readonly operators: Operators;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly stations: Stations;
  /** What the run of a lot at this station needs. Its lease begins with the first `renew`. */
  work(lot: string, options?: Partial<WorkOptions>): WorkStore;
  close(): Promise<void>;
}

const USUAL_TTL_MS = 30_000;
/** A station looks by itself each time that it renews its lease: nobody else has to remind it. */
const LOOK_MS = 86_400_000;

/**
 * Opens a registry, and makes it where there is none and `create` says so. Rejects with `StoreError`
 * for the database, `VaultError` for its key, `RegistryError` for the station's name.
 */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { address, schema, sync, log, clock, station, key } = options;
  const { create = false, restoring = false } = options;
  const database = await openDatabase<RegistrySchema>({
    address,
    migrations: registryMigrations,
    clock,
    isolation: 'read committed',
    restoring,
    ...(schema === undefined ? {} : { schema }),
    ...(sync === undefined ? {} : { sync }),
    ...(log === undefined ? {} : { log }),
  });
  try {
    const vault = await openOrCreateVault(database, key, { ...options.vault, create });
    const chain = { station, key: await stationKey(database, vault, station), clock };
    return registryOf({ database, vault, options, audit: new AuditLog(database, chain) });
  } catch (error) {
    await database.close();
    throw error;
  }
}

function registryOf(made: {
  readonly database: Database<RegistrySchema>;
  readonly vault: Vault;
  readonly options: RegistryOptions;
  readonly audit: AuditLog<RegistrySchema>;
}): Registry {
  const { database, vault, options, audit } = made;
  const { address, station, clock, randomBytes, log } = options;
  const wake = { address, listener: station, clock, periodMs: LOOK_MS };
  const words = new LotWords(async () =>
    isPostgresAddress(address) && (options.wake ?? true)
      ? await openWake({ ...wake, ...(log === undefined ? {} : { log }) })
      : undefined,
  );
  const parts: RegistryParts = {
    database,
    vault,
    secrets: new UnitSecrets(vault),
    audit,
    words,
    clock,
    randomBytes,
    station,
    ...whereaboutsIn(options),
  };
  return {
    station,
    database,
    vault,
    audit,
    lots: new Lots(parts),
    units: new Units(parts),
    operators: new Operators(parts, options.operators),
    imports: new Imports(parts),
    exports: new Exports(parts),
    stations: new Stations(parts),
    work: (lot, { ttlMs = USUAL_TTL_MS, process = processOf(globalThis.process.pid) } = {}) =>
      new RegistryWork(parts, lot, { ttlMs, process }),
    close: async () => {
      await words.close();
      await database.close();
      vault.close();
    },
  };
}

/** What tells whether somebody is still at a run. */
export function whereaboutsIn(
  options: Pick<RegistryOptions, 'machine' | 'isRunning'>,
): Pick<RegistryParts, 'machine' | 'isRunning'> {
  return {
    machine: options.machine ?? hostname(),
    isRunning: options.isRunning ?? ((process) => whereaboutsOf(process) !== 'gone'),
  };
}
