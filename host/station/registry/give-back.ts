import { endAttempt } from './attempts.ts';
import type { RegistryParts, RegistryTransaction } from './parts.ts';

/**
 * Makes what a run has claimed and never begun to load unused again. The run has ended: nothing is
 * claimed for it any more.
 *
 * @returns The serial labels.
 */
export async function giveBack(
  parts: RegistryParts,
  db: RegistryTransaction,
  run: string,
  now: number,
): Promise<readonly string[]> {
  const claimed = await db
    .deleteFrom('intent')
    .where('run_id', '=', run)
    .where('step', '=', 'claimed')
    .returning(['unit_id', 'attempt_id'])
    .execute();
  const labels: string[] = [];
  for (const { unit_id, attempt_id } of claimed) {
    labels.push(await makeUnused(parts, db, unit_id));
    const why = 'the station ended before the fob had got anything';
    await endAttempt(db, attempt_id, { result: 'rolled-back', trouble: 'lease-lost', why }, now);
  }
  return labels;
}

/** Takes a unit from its fob, whose intent is gone. Gives its label. */
export async function makeUnused(
  { secrets }: RegistryParts,
  db: RegistryTransaction,
  unitId: number,
): Promise<string> {
  const row = await db
    .selectFrom('unit')
    .select(['device_id', 'serial_label', 'parameters', 'row_version', 'seed'])
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow();
  const to = { ...row, device_id: null, row_version: row.row_version + 1 };
  await db
    .updateTable('unit')
    .set({
      state: 'unused',
      device_id: null,
      row_version: to.row_version,
      seed: secrets.reseal(row.seed, row, to),
      transport_key: null,
      key_generation: null,
      next_key: null,
      next_generation: null,
      halted_step: null,
      trouble: null,
      reason: null,
      ended_unix_ms: null,
    })
    .where('id', '=', unitId)
    .execute();
  return row.serial_label;
}
