import { existsSync } from 'node:fs';
import type { HostClock } from '@fobkit/client';
import {
  type AuditHead,
  auditHeads,
  type Database,
  isPostgresAddress,
  openDatabase,
  StoreError,
} from '@fobkit/store';
import { registryMigrations } from '../registry/open-registry.ts';
import { RegistryError } from '../registry/registry-error.ts';
import type { RegistrySchema } from '../registry/registry-schema.ts';
import { lives, type Whereabouts } from '../registry/run-lease.ts';

export interface PresentRegistry extends Whereabouts {
  readonly address: string;
  readonly schema?: string;
  readonly clock: HostClock;
}

/**
 * The ends of the chains of a registry that another is to take the place of; undefined when it
 * cannot be read any more. Needs no key of its vault. Rejects with `RegistryError` `state` while a
 * run lives in it: what that does would be unknown to the other, and be done twice.
 */
export async function endsOfPresent(
  present: PresentRegistry,
): Promise<readonly AuditHead[] | undefined> {
  if (!isPostgresAddress(present.address) && !existsSync(present.address)) return undefined;
  try {
    const database = await open(present);
    try {
      await refuseLivingRuns(database, present);
      return await auditHeads(database.read);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof StoreError && LOST.includes(error.code)) return undefined;
    throw error;
  }
}

const LOST: readonly StoreError['code'][] = ['gone', 'damaged', 'denied'];

/** Whether a registry went on after ends of chains that somebody took for its last. */
export function wentOnAfter(
  ends: readonly AuditHead[],
  last: readonly AuditHead[] | undefined,
): boolean {
  if (last === undefined) return false;
  const sequences = new Map(last.map(({ station, sequence }) => [station, sequence]));
  return ends.some(({ station, sequence }) => sequence > (sequences.get(station) ?? 0));
}

async function open({
  address,
  schema,
  clock,
}: PresentRegistry): Promise<Database<RegistrySchema>> {
  return await openDatabase<RegistrySchema>({
    address,
    migrations: registryMigrations,
    clock,
    isolation: 'read committed',
    ...(schema === undefined ? {} : { schema }),
  });
}

async function refuseLivingRuns(
  database: Database<RegistrySchema>,
  present: PresentRegistry,
): Promise<void> {
  const now = await database.now();
  const runs = await database.read
    .selectFrom('run')
    .selectAll()
    .where('ended_unix_ms', 'is', null)
    .execute();
  const alive = runs.find((run) => lives(present, run, now));
  if (alive === undefined) return;
  const message = `station ${alive.station} is at work in ${database.name}, which this station has now: end its run first`;
  throw new RegistryError('state', message);
}
