import type { AuditHead } from '@fobkit/store';
import type { RegistryTransaction } from '../registry/parts.ts';
import { RegistryError } from '../registry/registry-error.ts';

/** Stations that claim at once may leave a lower unit to another that gives it back. */
const AT_ONCE = 64;

/**
 * How many units may have been begun since a backup was made: as many as entries were lost, for
 * each claim has one. Infinite when the ends of all its chains are not known.
 *
 * @param kept The ends in the backup.
 * @param last The ends after which nothing was done.
 * @throws RegistryError when a chain was another at the same place.
 */
export function unitsInDoubt(
  kept: readonly AuditHead[],
  last: readonly AuditHead[] | undefined,
): number {
  if (last === undefined) return Infinity;
  const ends = new Map(kept.map((head) => [head.station, head]));
  if (kept.some(({ station }) => last.every((head) => head.station !== station))) return Infinity;
  let lost = 0;
  for (const { station, sequence, hash } of last) {
    const end = ends.get(station);
    if (end?.sequence === sequence && end.hash !== hash) {
      const message = `the chain of ${station} in the backup is another than the one that was seen`;
      throw new RegistryError('refused', message);
    }
    // An end older than the backup tells nothing of what came after it.
    if (end !== undefined && end.sequence > sequence) return Infinity;
    lost += sequence - (end?.sequence ?? 0);
  }
  return lost === 0 ? 0 : lost + AT_ONCE;
}

/** Units of a lot that may be on a fob of which the backup knows nothing. */
export async function doubtfulUnits(
  db: RegistryTransaction,
  lot: string,
  doubt: number,
): Promise<readonly number[]> {
  if (doubt === 0) return [];
  // Also those in quarantine: they may have been tried again since, and their seeds be on other fobs.
  const begun = await db
    .selectFrom('unit')
    .select('id')
    .where('lot_id', '=', lot)
    .where('state', 'in', ['working', 'quarantined'])
    .execute();
  // They are claimed in this order.
  const unused = await db
    .selectFrom('unit')
    .select('id')
    .where('lot_id', '=', lot)
    .where('state', '=', 'unused')
    .orderBy('number')
    .$if(Number.isFinite(doubt), (query) => query.limit(doubt))
    .execute();
  return [...begun, ...unused].map(({ id }) => id);
}
