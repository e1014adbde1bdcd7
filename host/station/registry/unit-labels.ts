import type { RegistryTransaction } from './parts.ts';

/** That a label was printed: by a station, or once more by an operator. */
export async function addLabel(
  db: RegistryTransaction,
  unitId: number,
  print: { readonly by: string; readonly reason: string | null; readonly now: number },
): Promise<void> {
  await db
    .insertInto('label_print')
    .values({ unit_id: unitId, unix_ms: print.now, printed_by: print.by, reason: print.reason })
    .execute();
  await db
    .updateTable('unit')
    .set((eb) => ({ labels_printed: eb('labels_printed', '+', 1) }))
    .where('id', '=', unitId)
    .execute();
}
