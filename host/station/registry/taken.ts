import { toHex } from '@fobkit/protocol';
import { inBatches } from './batches.ts';
import type { RegistryReader } from './parts.ts';

const AT_ONCE = 2_000;

/** Which of these labels are somebody's already, of a unit or of an imported token. */
export async function takenLabels(
  db: RegistryReader,
  labels: readonly string[],
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const batch of inBatches(labels, AT_ONCE)) {
    for (const table of ['unit', 'imported_token'] as const) {
      const rows = await db
        .selectFrom(table)
        .select('serial_label')
        .where('serial_label', 'in', batch)
        .execute();
      taken.push(...rows.map((row) => row.serial_label));
    }
  }
  return [...new Set(taken)];
}

/** Whose seeds these are already: labels by fingerprint in hex. */
export async function takenSeeds(
  db: RegistryReader,
  fingerprints: readonly Uint8Array[],
): Promise<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const batch of inBatches(fingerprints, AT_ONCE)) {
    for (const table of ['unit', 'imported_token'] as const) {
      const rows = await db
        .selectFrom(table)
        .select(['serial_label', 'seed_fingerprint'])
        .where('seed_fingerprint', 'in', batch)
        .execute();
      for (const row of rows) taken.set(toHex(row.seed_fingerprint), row.serial_label);
    }
  }
  return taken;
}
