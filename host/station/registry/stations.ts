import type { LeaseHolder } from '@fobkit/store';
import type { Qualification } from '../qualify/qualification.ts';
import type { Golden } from '../qualify/qualify-station.ts';
import type { Unit } from '../unit/unit.ts';
import { findGolden, listGolden, markGolden } from './golden-unit.ts';
import { qualification, readJson } from './json-columns.ts';
import { nowIn, type RegistryParts } from './parts.ts';
import { holderOf } from './run-lease.ts';
import type { UnitName } from './unit-queries.ts';

/** A station as the registry knows it. */
export interface StationState {
  readonly name: string;
  /** The lot that it works on, while it does. */
  readonly lot?: string;
  readonly lease?: LeaseHolder;
  /** When its golden fob passed last. */
  readonly qualifiedUnixMs?: number;
}

/** The stations of a registry. */
export class Stations {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /** All that ever worked here, by name. */
  async list(): Promise<readonly StationState[]> {
    const parts = this.#parts;
    return await parts.database.write(async (db) => {
      const now = await nowIn(parts, db);
      const stations = await db.selectFrom('station').select('name').orderBy('name').execute();
      const runs = await db
        .selectFrom('run')
        .selectAll()
        .where('ended_unix_ms', 'is', null)
        .where('expires_unix_ms', '>', now)
        .execute();
      const qualified = await db
        .selectFrom('qualification')
        .select((eb) => ['station', eb.fn.max('unix_ms').as('unix_ms')])
        .where('passed', '=', 1)
        .groupBy('station')
        .execute();
      return stations.map(({ name }) => {
        const run = runs.find(({ station }) => station === name);
        const passed = qualified.find(({ station }) => station === name);
        return {
          name,
          ...(run === undefined ? {} : { lot: run.lot_id, lease: holderOf(run) }),
          ...(passed === undefined ? {} : { qualifiedUnixMs: passed.unix_ms }),
        };
      });
    });
  }

  /** What a golden fob found at this station. */
  async recordQualification(found: Qualification, operator: string): Promise<void> {
    const parts = this.#parts;
    const { passed, deviceId, faults } = found;
    await parts.database.write(async (db) => {
      await db
        .insertInto('qualification')
        .values({
          station: parts.station,
          unix_ms: found.unixMs,
          passed: passed ? 1 : 0,
          qualified_by: operator,
          facts: JSON.stringify(found),
        })
        .execute();
      await parts.audit.append(db, {
        kind: passed ? 'station.qualified' : 'station.not-qualified',
        subject: parts.station,
        actor: operator,
        facts: { deviceId, faults },
      });
    });
  }

  /** The last one of this station. */
  async lastQualification(): Promise<Qualification | undefined> {
    const row = await this.#parts.database.read
      .selectFrom('qualification')
      .select('facts')
      .where('station', '=', this.#parts.station)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return row === undefined ? undefined : readJson(qualification, row.facts);
  }

  /** Makes a done unit of purpose test a golden fob. Rejects with `RegistryError` for any other. */
  addGolden(unit: UnitName, operator: string): Promise<Unit> {
    return markGolden(this.#parts, unit, operator);
  }

  /** All golden fobs. */
  listGolden(): Promise<readonly Unit[]> {
    return listGolden(this.#parts);
  }

  /** What the fob with this chip is examined by, for `qualifyStation`; undefined when it is none. */
  golden(deviceId: string): Promise<Golden | undefined> {
    return findGolden(this.#parts, deviceId);
  }
}
