import { nowIn, type RegistryParts, type RegistryTransaction } from './parts.ts';

/** Whether somebody, other than that run, is at work on the lot: then a word is worth its while. */
export async function isWorkedOn(
  parts: RegistryParts,
  db: RegistryTransaction,
  { lot, besides = '' }: { readonly lot: string; readonly besides?: string },
): Promise<boolean> {
  const run = await db
    .selectFrom('run')
    .select('id')
    .where('lot_id', '=', lot)
    .where('id', '<>', besides)
    .where('ended_unix_ms', 'is', null)
    .where('expires_unix_ms', '>', await nowIn(parts, db))
    .executeTakeFirst();
  return run !== undefined;
}
