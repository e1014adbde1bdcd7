import { type LoadedParameters, loadedParameters, type Secret } from '@fobkit/protocol';
import type { TokenParameters, TokenRecord } from '../exchange/token-record.ts';
import { inBatches } from './batches.ts';
import { readJson, tokenFacts } from './json-columns.ts';
import { nowIn, type RegistryParts, type RegistryTransaction } from './parts.ts';
import { RegistryError } from './registry-error.ts';

/** A file that was made of a lot's tokens. */
export interface TokenExport {
  readonly id: number;
  readonly lot: string;
  readonly format: string;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
  readonly tokens: number;
  readonly unixMs: number;
  readonly exportedBy: string;
  /** That it arrived where it was sent: then the seeds in it may be purged. */
  readonly acknowledgedUnixMs?: number;
  readonly acknowledgedBy?: string;
  /** When its seeds were deleted here. */
  readonly purgedUnixMs?: number;
}

export interface NewExport {
  readonly lot: string;
  readonly format: string;
  readonly sha256: string;
  /** Whose tokens are in the file: ids of units that are done. */
  readonly units: readonly number[];
}

/** A token with the unit that it comes of. */
export interface ExportedToken {
  readonly unit: number;
  readonly token: TokenRecord;
}

const ROWS_AT_ONCE = 2_000;

/** What leaves the registry for those who verify codes. */
export class Exports {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /**
   * The tokens of the units of a lot that are done, in the order of their numbers, with their seeds:
   * whoever takes them wipes them. `unexported`: only of those that no export has yet. Rejects with
   * `RegistryError` `purged` when a seed is gone.
   */
  async tokens(
    lot: string,
    which: 'all' | 'unexported' = 'all',
  ): Promise<readonly ExportedToken[]> {
    const { database, secrets } = this.#parts;
    const { model } = await database.read
      .selectFrom('lot')
      .select('model')
      .where('id', '=', lot)
      .executeTakeFirstOrThrow(() => new RegistryError('unknown', `there is no lot ${lot}`));
    const rows = await database.read
      .selectFrom('unit')
      .leftJoin('imported_token', 'imported_token.unit_id', 'unit.id')
      .selectAll('unit')
      .select('imported_token.record')
      .where('unit.lot_id', '=', lot)
      .where('unit.state', '=', 'done')
      .$if(which === 'unexported', (query) =>
        query.where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('exported_unit')
                .select('unit_id')
                .whereRef('exported_unit.unit_id', '=', 'unit.id'),
            ),
          ),
        ),
      )
      .orderBy('unit.number')
      .execute();
    const opened: Secret[] = [];
    try {
      return rows.map((row) => {
        const seed = secrets.open('seed', row.seed, row);
        opened.push(seed);
        const facts = row.record === null ? {} : readJson(tokenFacts, row.record);
        const loaded = loadedParameters.decode(row.parameters);
        const token: TokenRecord = {
          model,
          ...facts,
          ...expiryOf(loaded, facts),
          serial: row.serial_label,
          parameters: parametersOf(loaded, row.counter),
          seed,
          ...(row.device_id === null ? {} : { deviceId: row.device_id }),
        };
        return { unit: row.id, token };
      });
    } catch (error) {
      for (const seed of opened) seed.wipe();
      throw error;
    }
  }

  /** Puts on record that a file was made. Rejects with `RegistryError` for units that are not done. */
  async mark(wanted: NewExport, operator: string): Promise<TokenExport> {
    const parts = this.#parts;
    const { lot, format, sha256, units } = wanted;
    const id = await parts.database.write(async (db) => {
      await mustBeDone(db, lot, units);
      const made = await db
        .insertInto('token_export')
        .values({
          lot_id: lot,
          format,
          sha256,
          tokens: units.length,
          unix_ms: await nowIn(parts, db),
          exported_by: operator,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const batch of inBatches(units, ROWS_AT_ONCE)) {
        const rows = batch.map((unit_id) => ({ export_id: made.id, unit_id }));
        await db.insertInto('exported_unit').values(rows).execute();
      }
      await parts.audit.append(db, {
        kind: 'tokens.exported',
        subject: lot,
        actor: operator,
        facts: { export: made.id, format, sha256, tokens: units.length },
      });
      return made.id;
    });
    return await this.find(id);
  }

  /** That a file arrived. Rejects with `RegistryError` when that is known already. */
  async acknowledge(id: number, operator: string): Promise<TokenExport> {
    const parts = this.#parts;
    const { lot, sha256 } = await this.find(id);
    await parts.database.write(async (db) => {
      const changed = await db
        .updateTable('token_export')
        .set({ acknowledged_unix_ms: await nowIn(parts, db), acknowledged_by: operator })
        .where('id', '=', id)
        .where('acknowledged_unix_ms', 'is', null)
        .executeTakeFirst();
      if (Number(changed.numUpdatedRows) !== 1) {
        throw new RegistryError('state', `export ${id} is acknowledged already`);
      }
      await parts.audit.append(db, {
        kind: 'export.acknowledged',
        subject: lot,
        actor: operator,
        facts: { export: id, sha256 },
      });
    });
    return await this.find(id);
  }

  /** Of a lot, or all; the newest last. */
  async list(lot?: string): Promise<readonly TokenExport[]> {
    const rows = await this.#parts.database.read
      .selectFrom('token_export')
      .selectAll()
      .$if(lot !== undefined, (query) => query.where('lot_id', '=', lot ?? ''))
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      lot: row.lot_id,
      format: row.format,
      sha256: row.sha256,
      tokens: row.tokens,
      unixMs: row.unix_ms,
      exportedBy: row.exported_by,
      ...(row.acknowledged_unix_ms === null
        ? {}
        : { acknowledgedUnixMs: row.acknowledged_unix_ms }),
      ...(row.acknowledged_by === null ? {} : { acknowledgedBy: row.acknowledged_by }),
      ...(row.purged_unix_ms === null ? {} : { purgedUnixMs: row.purged_unix_ms }),
    }));
  }

  /** Rejects with `RegistryError` when there is none. */
  async find(id: number): Promise<TokenExport> {
    const found = (await this.list()).find((one) => one.id === id);
    if (found === undefined) throw new RegistryError('unknown', `there is no export ${id}`);
    return found;
  }
}

/** The fob's own, or that of the file where it came from: the earlier, for it has to hold to both. */
function expiryOf(
  { expiry }: LoadedParameters,
  { expiryDate }: Pick<TokenRecord, 'expiryDate'>,
): Pick<TokenRecord, 'expiryDate'> {
  if (expiry === undefined) return {};
  return { expiryDate: Math.min(expiry, expiryDate ?? expiry) };
}

function parametersOf(loaded: LoadedParameters, counter: number | null): TokenParameters {
  const { mode, algorithm, digits, stepSeconds, t0, suite } = loaded;
  const next = counter ?? loaded.counter;
  return {
    mode,
    algorithm,
    digits,
    ...(stepSeconds === undefined ? {} : { stepSeconds }),
    ...(t0 === undefined ? {} : { t0 }),
    ...(next === undefined ? {} : { counter: next }),
    ...(suite === undefined ? {} : { suite }),
  };
}

async function mustBeDone(
  db: RegistryTransaction,
  lot: string,
  units: readonly number[],
): Promise<void> {
  const rows = await db
    .selectFrom('unit')
    .select('id')
    .where('lot_id', '=', lot)
    .where('state', '=', 'done')
    .execute();
  const done = new Set(rows.map(({ id }) => id));
  const wrong = units.filter((id) => !done.has(id));
  if (wrong.length === 0 && new Set(units).size === units.length) return;
  throw new RegistryError(
    'refused',
    `${wrong.length} of the units are not done, or not of this lot`,
  );
}
