import { endAttempt } from '../registry/attempts.ts';
import { inBatches } from '../registry/batches.ts';
import type { RegistryTransaction } from '../registry/parts.ts';
import { doubtfulUnits } from './doubt.ts';

const ROWS_AT_ONCE = 500;
const REASON = 'restored from a backup: it may be on a fob already';

export interface ScrappedOfLot {
  readonly lot: string;
  readonly scrapped: number;
}

/**
 * Scraps what may have been made after a backup, in each lot that is not closed, and pauses the
 * lot: no seed and no label is used again, and somebody has to say that work goes on. Imported
 * tokens that no lot had are withdrawn for the same reason.
 */
export async function scrapDoubtful(
  db: RegistryTransaction,
  doubt: number,
  now: number,
): Promise<readonly ScrappedOfLot[]> {
  if (doubt === 0) return [];
  await withdrawImported(db);
  const lots = await db
    .selectFrom('lot')
    .select('id')
    .where('state', '<>', 'closed')
    .orderBy('id')
    .execute();
  const scrapped: ScrappedOfLot[] = [];
  for (const { id: lot } of lots) {
    const units = await doubtfulUnits(db, lot, doubt);
    for (const batch of inBatches(units, ROWS_AT_ONCE)) await scrap(db, batch, now);
    await db.updateTable('lot').set({ state: 'paused' }).where('id', '=', lot).execute();
    scrapped.push({ lot, scrapped: units.length });
  }
  return scrapped;
}

/** Tokens that no lot had when the backup was made: one may have had them since. */
async function withdrawImported(db: RegistryTransaction): Promise<void> {
  await db.updateTable('imported_token').set({ seed: null }).where('unit_id', 'is', null).execute();
}

async function scrap(
  db: RegistryTransaction,
  units: readonly number[],
  now: number,
): Promise<void> {
  const intents = await db
    .deleteFrom('intent')
    .where('unit_id', 'in', units)
    .returning('attempt_id')
    .execute();
  for (const { attempt_id } of intents) {
    await endAttempt(db, attempt_id, { result: 'left-open', why: REASON }, now);
  }
  await db
    .updateTable('unit')
    .set({ state: 'scrapped', reason: REASON, halted_step: null, ended_unix_ms: now })
    .where('id', 'in', units)
    .execute();
}
