import { existsSync, rmSync } from 'node:fs';
import {
  auditHeads,
  type AuditHead,
  isPostgresAddress,
  restoreDatabase,
  StoreError,
  verifyChain,
} from '@fobkit/store';
import {
  openRegistry,
  type Registry,
  registryMigrations,
  type RegistryOptions,
  whereaboutsIn,
} from '../registry/open-registry.ts';
import { unitsInDoubt } from './doubt.ts';
import { endsOfPresent, wentOnAfter } from './present-registry.ts';
import { type ScrappedOfLot, scrapDoubtful } from './scrap-doubtful.ts';

export interface RegistryRestoring extends RegistryOptions {
  /** What `backupRegistry` made. `address` is a new place. */
  readonly from: string;
  /**
   * The ends of all chains after which nothing was done, as the screen or a certificate showed them:
   * they tell how much was lost. Whoever gives them answers for it: work that came later still would
   * be done twice. Without them no unit that was unused or in work is used any more.
   */
  readonly finalHeads?: readonly AuditHead[];
  /**
   * The registry that this station has until now. As long as it can be read, nothing is restored
   * while somebody is at work in it, and its own ends count: when it went on after `finalHeads`,
   * those tell nothing.
   */
  readonly present?: string;
  /** The operator. */
  readonly by: string;
}

export interface RestoredRegistry {
  /** The ends of the chains in the backup. */
  readonly kept: readonly AuditHead[];
  /** Entries that were lost at most; absent where nobody knows. */
  readonly inDoubt?: number;
  /** The present registry went on after the ends that were given: it is as if none had been. */
  readonly wentOn?: boolean;
  /** Of each lot that is not closed, when anything may have been lost; it is paused. */
  readonly lots: readonly ScrappedOfLot[];
}

/**
 * Makes a registry of a backup, in a new place. What was loaded after the backup is on fobs of which
 * it knows nothing: the units that they may hold are scrapped before anybody can use them again, and
 * such a fob is refused when it is met. Rejects with `StoreError`, with `VaultError` when the key is
 * not that of then, with `RegistryError`.
 */
export async function restoreRegistry(restoring: RegistryRestoring): Promise<RestoredRegistry> {
  const { from, address, clock, schema } = restoring;
  // Before the work, and once more when it is settled.
  await presentEnds(restoring);
  const place = {
    migrations: registryMigrations,
    clock,
    ...(schema === undefined ? {} : { schema }),
  };
  if (isPostgresAddress(address)) {
    let restored: RestoredRegistry | undefined;
    const settled = async (): Promise<void> => {
      restored = await settle({ ...restoring, restoring: true }, () => presentEnds(restoring));
    };
    await restoreDatabase({ from, address, ...place, settle: settled });
    if (restored === undefined) throw new Error('a registry was restored and not settled');
    return restored;
  }
  if (existsSync(address)) {
    throw new StoreError('denied', `${address} is there already: name a new file`);
  }
  // Whoever opens the address finds a registry that is settled, or none.
  const aside = `${address}.restoring`;
  drop(aside);
  try {
    await restoreDatabase({ from, address: aside, ...place });
    const restored = await settle({ ...restoring, address: aside }, () => presentEnds(restoring));
    await restoreDatabase({ from: aside, address, ...place });
    return restored;
  } finally {
    drop(aside);
  }
}

/** None where there is no present registry that can be read. */
async function presentEnds(restoring: RegistryRestoring): Promise<readonly AuditHead[]> {
  const { present, address, schema, clock } = restoring;
  // A new place is no registry yet, or is refused.
  if (present === undefined || present === address) return [];
  const place = { address: present, clock, ...(schema === undefined ? {} : { schema }) };
  return (await endsOfPresent({ ...place, ...whereaboutsIn(restoring) })) ?? [];
}

async function settle(
  restoring: RegistryRestoring,
  ends: () => Promise<readonly AuditHead[]>,
): Promise<RestoredRegistry> {
  const { by, finalHeads, ...options } = restoring;
  const registry = await openRegistry({ ...options, create: false });
  try {
    await refuseForged(registry);
    const wentOn = wentOnAfter(await ends(), finalHeads);
    const settled = await settleIn(registry, by, wentOn ? undefined : finalHeads);
    return { ...settled, ...(wentOn ? { wentOn } : {}) };
  } finally {
    await registry.close();
  }
}

async function refuseForged(registry: Registry): Promise<void> {
  const { faults } = await verifyChain(registry.database.read);
  const [fault] = faults.filter(({ kind }) => kind !== 'restored');
  if (fault === undefined) return;
  const message = `the chain of ${fault.station} in the backup does not hold (${fault.message})`;
  throw new StoreError('damaged', `${message}: take another backup`);
}

async function settleIn(
  { database, audit }: Registry,
  by: string,
  finalHeads: readonly AuditHead[] | undefined,
): Promise<RestoredRegistry> {
  const now = await database.now();
  return await database.write(async (db) => {
    const kept = await auditHeads(db);
    const doubt = unitsInDoubt(kept, finalHeads);
    const last = finalHeads?.map((head) => ({ ...head })) ?? null;
    await audit.recordRestored(db, by, { last });
    const lots = await scrapDoubtful(db, doubt, now);
    for (const { lot, scrapped } of lots) {
      await audit.append(db, {
        kind: 'lot.restored',
        subject: lot,
        actor: by,
        facts: { scrapped },
      });
    }
    // Whoever was at work then is not at work here: the next run ends theirs.
    await db
      .updateTable('run')
      .set({ expires_unix_ms: 0 })
      .where('ended_unix_ms', 'is', null)
      .execute();
    await db
      .updateTable('operator_session')
      .set({ ended_unix_ms: now })
      .where('ended_unix_ms', 'is', null)
      .execute();
    return { kept, lots, ...(Number.isFinite(doubt) ? { inDoubt: doubt } : {}) };
  });
}

function drop(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}
