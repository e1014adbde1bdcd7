import { loadedParameters, Secret } from '@fobkit/protocol';
import { checkLoad } from '@fobkit/client';
import type { Insertable } from 'kysely';
import { SerialError } from '../lot/serial-error.ts';
import { readJson, tokenFacts } from './json-columns.ts';
import {
  checkLabels,
  labelsOf,
  type NewLot,
  parametersOf,
  seedBytesOf,
  shortened,
} from './new-lot.ts';
import type { RegistryParts, RegistryTransaction } from './parts.ts';
import { RegistryError } from './registry-error.ts';
import type { UnitTable } from './schema.ts';
import { takenLabels } from './taken.ts';
import { inBatches } from './batches.ts';

/** Values of one statement: both databases take some ten thousand. */
const ROWS_AT_ONCE = 500;

/** Makes all units of a lot, whose row is there. @throws SerialError RegistryError */
export async function makeUnits(
  parts: RegistryParts,
  db: RegistryTransaction,
  id: string,
  lot: NewLot,
): Promise<void> {
  if (lot.seeds.kind === 'import') {
    await takeImported(parts, db, id, { ...lot, import: lot.seeds.id });
    return;
  }
  const labels = labelsOf(lot);
  checkLabels(labels, lot.serialPattern);
  const taken = await takenLabels(db, labels);
  if (taken.length > 0) {
    throw new SerialError(
      shortened(taken.map((label) => `label ${label} is in the registry already`)),
    );
  }
  const bytes = seedBytesOf(lot);
  const units = labels.map((label, index) => ({ label, number: index + 1 }));
  for (const batch of inBatches(units, ROWS_AT_ONCE)) {
    const rows = batch.map(({ label, number }) => {
      const seedBytes = parts.randomBytes(bytes);
      const seed = new Secret(seedBytes);
      seedBytes.fill(0);
      const parameters = loadedParameters.encode(parametersOf(lot, label, lot.parameters));
      return unitRow(parts, { lot: id, planned: lot.planned, number, label, parameters, seed });
    });
    await db.insertInto('unit').values(rows).execute();
  }
}

async function takeImported(
  parts: RegistryParts,
  db: RegistryTransaction,
  id: string,
  lot: NewLot & { readonly import: number },
): Promise<void> {
  const tokens = await db
    .selectFrom('imported_token')
    .selectAll()
    .where('import_id', '=', lot.import)
    .where('seed', 'is not', null)
    .orderBy('id')
    .limit(lot.planned)
    .execute();
  if (tokens.length < lot.planned) {
    throw new RegistryError(
      'refused',
      `import ${lot.import} has ${tokens.length} tokens that no lot has yet, not ${lot.planned}`,
    );
  }
  checkLabels(
    tokens.map((token) => token.serial_label),
    lot.serialPattern,
  );
  const now = Math.floor(parts.clock.unixMs() / 1000);
  const faults: string[] = [];
  let number = 0;
  for (const batch of inBatches(tokens, ROWS_AT_ONCE)) {
    const rows = batch.map((token) => {
      number += 1;
      const label = token.serial_label;
      const { parameters } = readJson(tokenFacts, token.record);
      const differs = differenceOf(lot, parameters);
      if (differs !== undefined) faults.push(`${label} ${differs}`);
      const loaded = parametersOf(lot, label, parameters);
      const seed = parts.secrets.openImported(token);
      try {
        checkLoad(seed.length, loaded, now);
      } catch (error) {
        faults.push(`${label}: ${error instanceof Error ? error.message : String(error)}`);
      }
      const encoded = loadedParameters.encode(loaded);
      return unitRow(parts, {
        lot: id,
        planned: lot.planned,
        number,
        label,
        parameters: encoded,
        seed,
      });
    });
    if (faults.length > 0) continue;
    const made = await db
      .insertInto('unit')
      .values(rows)
      .returning(['id', 'serial_label'])
      .execute();
    for (const unit of made) {
      await db
        .updateTable('imported_token')
        .set({ seed: null, unit_id: unit.id })
        .where('serial_label', '=', unit.serial_label)
        .execute();
    }
  }
  if (faults.length > 0) throw new RegistryError('refused', shortened(faults).join('\n'));
}

/** Of an imported token only the counter may differ from its lot's. */
function differenceOf(lot: NewLot, token: NewLot['parameters']): string | undefined {
  const wanted = lot.parameters;
  for (const name of ['mode', 'algorithm', 'digits', 'stepSeconds', 'suite'] as const) {
    if (token[name] !== wanted[name]) {
      return `has ${name} ${String(token[name])}, its lot ${String(wanted[name])}`;
    }
  }
  if ((token.t0 ?? 0) !== (wanted.t0 ?? 0)) return 'begins to count at another time than its lot';
  return undefined;
}

/** A unit as it begins. The seed is wiped. */
function unitRow(
  { secrets, vault }: RegistryParts,
  unit: {
    readonly lot: string;
    readonly planned: number;
    readonly number: number;
    readonly label: string;
    readonly parameters: Uint8Array;
    readonly seed: Secret;
  },
): Insertable<UnitTable> {
  const { lot, planned, number, label, parameters, seed } = unit;
  const bound = { device_id: null, serial_label: label, parameters, row_version: 1 };
  const row = {
    ...bound,
    lot_id: lot,
    planned,
    number,
    seed_fingerprint: vault.fingerprint(seed),
    state: 'unused',
    seed: secrets.seal('seed', seed, bound),
    labels_printed: 0,
  } as const;
  seed.wipe();
  return row;
}
