import { encodeUtf8, MAX_SEED, toHex } from '@fobkit/protocol';
import { ExchangeError, type ExchangeFault } from '../exchange/exchange-error.ts';
import type { TokenParameters, TokenRecord } from '../exchange/token-record.ts';
import { checkLabel } from '../lot/serials.ts';
import { inBatches } from './batches.ts';
import { readJson, type TokenFacts, tokenFacts } from './json-columns.ts';
import {
  holdVault,
  lockMaking,
  nowIn,
  type RegistryParts,
  type RegistryTransaction,
} from './parts.ts';
import { RegistryError } from './registry-error.ts';
import { takenLabels, takenSeeds } from './taken.ts';

/** A file of tokens that is to be imported. */
export interface NewImport {
  /** Its name, for messages and the record. */
  readonly file: string;
  /** `pskc`, `privacyidea`. */
  readonly format: string;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
  readonly tokens: readonly TokenRecord[];
}

export interface TokenImport {
  readonly id: number;
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  readonly tokens: number;
  /** Those that no lot has yet, less those that a restored backup made doubtful. */
  readonly free: number;
  readonly unixMs: number;
  readonly importedBy: string;
}

const ROWS_AT_ONCE = 500;

/** Files of tokens that were imported. */
export class Imports {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /** All tokens or none. Rejects with `ExchangeError`, which lists every token that cannot be had. */
  async add(wanted: NewImport, operator: string): Promise<TokenImport> {
    const parts = this.#parts;
    const { file, format, sha256, tokens } = wanted;
    if (tokens.length === 0)
      throw new ExchangeError(file, [{ message: 'there is no token in it' }]);
    const id = await parts.database.write(async (db) => {
      await holdVault(parts, db);
      await lockMaking(parts, db);
      const faults = await this.#faults(db, tokens);
      if (faults.length > 0) throw new ExchangeError(file, faults);
      const made = await db
        .insertInto('token_import')
        .values({
          file,
          format,
          sha256,
          tokens: tokens.length,
          unix_ms: await nowIn(parts, db),
          imported_by: operator,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const batch of inBatches(tokens, ROWS_AT_ONCE)) {
        const rows = batch.map((token) => ({
          import_id: made.id,
          serial_label: token.serial,
          seed_fingerprint: parts.vault.fingerprint(token.seed),
          seed: parts.secrets.sealImported(token.seed, token.serial),
          record: JSON.stringify(factsOf(token)),
          unit_id: null,
        }));
        await db.insertInto('imported_token').values(rows).execute();
      }
      await parts.audit.append(db, {
        kind: 'tokens.imported',
        subject: String(made.id),
        actor: operator,
        facts: { file, format, sha256, tokens: tokens.length },
      });
      return made.id;
    });
    return await this.find(id);
  }

  /** What stands against importing these tokens, all of it: so that a caller may leave them out. */
  async check(tokens: readonly TokenRecord[]): Promise<readonly ExchangeFault[]> {
    return await this.#parts.database.write((db) => this.#faults(db, tokens));
  }

  /** All, the newest last. */
  async list(): Promise<readonly TokenImport[]> {
    const rows = await this.#parts.database.read
      .selectFrom('token_import')
      .selectAll('token_import')
      .select((eb) =>
        eb
          .selectFrom('imported_token')
          .select((count) => count.fn.countAll<number>().as('free'))
          .whereRef('imported_token.import_id', '=', 'token_import.id')
          .where('imported_token.seed', 'is not', null)
          .as('free'),
      )
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      file: row.file,
      format: row.format,
      sha256: row.sha256,
      tokens: row.tokens,
      free: row.free ?? 0,
      unixMs: row.unix_ms,
      importedBy: row.imported_by,
    }));
  }

  /** How the codes of its first token come about that no lot has yet; undefined when none is left. */
  async parameters(id: number): Promise<TokenParameters | undefined> {
    const row = await this.#parts.database.read
      .selectFrom('imported_token')
      .select('record')
      .where('import_id', '=', id)
      .where('seed', 'is not', null)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : readJson(tokenFacts, row.record).parameters;
  }

  /** Rejects with `RegistryError` when there is none. */
  async find(id: number): Promise<TokenImport> {
    const found = (await this.list()).find((one) => one.id === id);
    if (found === undefined) throw new RegistryError('unknown', `there is no import ${id}`);
    return found;
  }

  async #faults(
    db: RegistryTransaction,
    tokens: readonly TokenRecord[],
  ): Promise<readonly ExchangeFault[]> {
    const prints = tokens.map((token) => this.#parts.vault.fingerprint(token.seed));
    const labels = new Set(
      await takenLabels(
        db,
        tokens.map(({ serial }) => serial),
      ),
    );
    const seeds = await takenSeeds(db, prints);
    const labelsHere = new Set<string>();
    const seedsHere = new Map<string, string>();
    return tokens.flatMap((token, index) => {
      const { serial, seed } = token;
      const print = toHex(prints[index] ?? new Uint8Array());
      const other = seeds.get(print);
      const twin = seedsHere.get(print);
      const faults: (ExchangeFault | undefined)[] = [
        faultOf(serial, 'serial', checkLabel(serial)),
        faultOf(serial, 'serial', labels.has(serial) ? 'is in the registry already' : undefined),
        faultOf(serial, 'serial', labelsHere.has(serial) ? 'stands twice in the file' : undefined),
        faultOf(
          serial,
          'seed',
          other === undefined ? undefined : `is that of ${other} in the registry`,
        ),
        faultOf(
          serial,
          'seed',
          twin === undefined ? undefined : `is that of ${twin} in the same file`,
        ),
        faultOf(
          serial,
          'seed',
          seed.length < 1 || seed.length > MAX_SEED
            ? `has ${seed.length} bytes, a fob takes 1 to ${MAX_SEED}`
            : undefined,
        ),
      ];
      labelsHere.add(serial);
      if (twin === undefined) seedsHere.set(print, serial);
      return faults.filter((fault) => fault !== undefined);
    });
  }
}

function faultOf(
  serial: string,
  field: string,
  message: string | undefined,
): ExchangeFault | undefined {
  if (message === undefined) return undefined;
  return encodeUtf8(serial).length > 64 ? { field, message } : { serial, field, message };
}

function factsOf(token: TokenRecord): TokenFacts {
  const { seed: _, ...facts } = token;
  return facts;
}
