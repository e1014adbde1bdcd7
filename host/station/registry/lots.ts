import { brokenConstraint } from '@fobkit/store';
import { toHex } from '@fobkit/protocol';
import type { Lot, LotCounts, LotState } from '../lot/lot.ts';
import type { ByWhom } from './by-whom.ts';
import { countUnits, lotOfRow, readLot } from './lot-row.ts';
import { type LotReport, reportLot } from './lot-report.ts';
import { makeUnits } from './make-units.ts';
import { checkNewLot, type NewLot } from './new-lot.ts';
import {
  holdVault,
  lockMaking,
  nowIn,
  type RegistryParts,
  type RegistryTransaction,
} from './parts.ts';
import { RegistryError } from './registry-error.ts';
import { isWorkedOn } from './worked-on.ts';

const ID_BYTES = 4;

/** The lots of a registry. */
export class Lots {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /**
   * Makes a lot with all its units, or nothing. Rejects with `SerialError` for labels that do not
   * fit or are somebody's, with `RegistryError` or `UsageError` for all else that cannot be.
   */
  async create(lot: NewLot, operator: string): Promise<Lot> {
    const parts = this.#parts;
    checkNewLot(lot, parts.clock.unixMs());
    const id = toHex(parts.randomBytes(ID_BYTES));
    return await parts.database.write(async (db) => {
      await holdVault(parts, db);
      await lockMaking(parts, db);
      const now = await nowIn(parts, db);
      await insertLot(db, { id, lot, operator, now });
      await makeUnits(parts, db, id, lot);
      await parts.audit.append(db, {
        kind: 'lot.created',
        subject: id,
        actor: operator,
        facts: {
          name: lot.name,
          planned: lot.planned,
          profile: lot.profile,
          purpose: lot.purpose,
          seeds: lot.seeds.kind,
        },
      });
      return await readLot(db, id);
    });
  }

  /** All, the newest last. */
  async list(): Promise<readonly Lot[]> {
    const rows = await this.#parts.database.read
      .selectFrom('lot')
      .selectAll()
      .orderBy('created_unix_ms')
      .orderBy('id')
      .execute();
    return rows.map(lotOfRow);
  }

  /** By id or name. Rejects with `RegistryError` when there is none. */
  async find(idOrName: string): Promise<Lot> {
    const row = await this.#parts.database.read
      .selectFrom('lot')
      .selectAll()
      .where((eb) => eb.or([eb('id', '=', idOrName), eb('name', '=', idOrName)]))
      .executeTakeFirst();
    if (row === undefined) throw new RegistryError('unknown', `there is no lot ${idOrName}`);
    return lotOfRow(row);
  }

  counts(id: string): Promise<LotCounts> {
    return countUnits(this.#parts.database.read, id);
  }

  report(id: string): Promise<LotReport> {
    return reportLot(this.#parts.database.read, id);
  }

  /** No further unit is begun; those that are, are ended. */
  pause(id: string, by: ByWhom): Promise<Lot> {
    return this.#change(id, by, { from: 'open', to: 'paused', kind: 'lot.paused' });
  }

  resume(id: string, by: ByWhom): Promise<Lot> {
    return this.#change(id, by, { from: 'paused', to: 'open', kind: 'lot.resumed' });
  }

  /**
   * For good: units that are unused stay so, and are accounted for. Rejects with `RegistryError`
   * while fobs are at work, or may still hold a seed.
   */
  close(id: string, by: ByWhom): Promise<Lot> {
    return this.#change(id, by, { from: undefined, to: 'closed', kind: 'lot.closed' });
  }

  async #change(id: string, by: ByWhom, change: LotChange): Promise<Lot> {
    const parts = this.#parts;
    const { lot: changed, word } = await parts.database.write(async (db) => {
      const now = await nowIn(parts, db);
      const lot = await lockLot(parts, db, id);
      if (lot.state === 'closed' || (change.from !== undefined && lot.state !== change.from)) {
        throw new RegistryError('state', `lot ${lot.name} is ${lot.state}`);
      }
      const counts = await countUnits(db, id);
      const closes = change.to === 'closed';
      if (closes && counts.working > 0) {
        throw new RegistryError(
          'state',
          counts.working === 1
            ? `1 unit of lot ${lot.name} is not ended: bring its fob to a station, or scrap it`
            : `${counts.working} units of lot ${lot.name} are not ended: bring their fobs to a station, or scrap them`,
        );
      }
      await db
        .updateTable('lot')
        .set({
          state: change.to,
          ...(closes ? { closed_unix_ms: now, closed_by: by.operator } : {}),
        })
        .where('id', '=', id)
        .execute();
      await parts.audit.append(db, {
        kind: change.kind,
        subject: id,
        actor: by.operator,
        facts: { reason: by.reason, counts: { ...counts } },
      });
      return { lot: await readLot(db, id), word: await isWorkedOn(parts, db, { lot: id }) };
    });
    if (word) await parts.words.tell(id);
    return changed;
  }
}

interface LotChange {
  readonly from: LotState | undefined;
  readonly to: LotState;
  readonly kind: string;
}

async function lockLot(parts: RegistryParts, db: RegistryTransaction, id: string): Promise<Lot> {
  const row = await db
    .selectFrom('lot')
    .selectAll()
    .where('id', '=', id)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (row === undefined) throw new RegistryError('unknown', `there is no lot ${id}`);
  return lotOfRow(row);
}

async function insertLot(
  db: RegistryTransaction,
  made: {
    readonly id: string;
    readonly lot: NewLot;
    readonly operator: string;
    readonly now: number;
  },
): Promise<void> {
  const { id, lot, operator, now } = made;
  try {
    await db
      .insertInto('lot')
      .values({
        id,
        name: lot.name,
        profile: lot.profile,
        model: lot.model,
        planned: lot.planned,
        purpose: lot.purpose,
        serials: JSON.stringify(lot.serials),
        parameters: JSON.stringify(lot.parameters),
        trim: lot.trim === undefined ? null : JSON.stringify(lot.trim),
        code_check: lot.codeCheck,
        qualified_hours: lot.qualifiedHours ?? null,
        expiry: lot.expiry ?? null,
        state: 'open',
        import_id: lot.seeds.kind === 'import' ? lot.seeds.id : null,
        created_unix_ms: now,
        created_by: operator,
      })
      .execute();
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'unique') {
      throw new RegistryError('taken', `there is a lot ${lot.name} already: give it another name`);
    }
    if (broken === 'foreign-key') throw new RegistryError('unknown', 'there is no such import');
    throw error;
  }
}
