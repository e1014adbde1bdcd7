import type { HostClock } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { sql, type QueryExecutorProvider, type Transaction } from 'kysely';
import type { Database, Dialect } from '../database/database.ts';
import type { AuditChain, AuditEvent, AuditHead } from './audit.ts';
import { FIRST_PREVIOUS, hashOf, signedPart, type UnsignedRow } from './audit-entry.ts';
import type { AuditKey } from './audit-key.ts';
import { canonicalJson } from './canonical-json.ts';
import { type StationRow, stationsIn } from './chain-reader.ts';

export interface AuditLogOptions {
  /** Whose chain; never that of another key. */
  readonly station: string;
  readonly key: AuditKey;
  readonly clock: Pick<HostClock, 'unixMs'>;
}

/** The kind of an entry by which a station puts on record the end of another's chain. */
export const HEAD_SEEN = 'audit.head-seen';
/** The kind of the first entry after an older copy was restored: `kept` has the ends of then. */
export const RESTORED = 'registry.restored';

type End = Omit<StationRow, 'station'>;

/** A station's chain in a database whose migrations have `auditMigration`. */
export class AuditLog<Schema> implements AuditChain<Schema> {
  readonly station: string;
  readonly #key: AuditKey;
  readonly #clock: Pick<HostClock, 'unixMs'>;
  readonly #dialect: Dialect;

  constructor(database: Pick<Database<Schema>, 'dialect'>, options: AuditLogOptions) {
    this.station = options.station;
    this.#key = options.key;
    this.#clock = options.clock;
    this.#dialect = database.dialect;
  }

  async append(transaction: Transaction<Schema>, event: AuditEvent): Promise<AuditHead> {
    const end = await this.#end(transaction);
    const row: UnsignedRow = {
      station: this.station,
      sequence: end.sequence + 1,
      at: this.#clock.unixMs(),
      kind: event.kind,
      subject: event.subject,
      actor: event.actor,
      facts: canonicalJson(event.facts),
      previous: end.hash,
    };
    const hash = hashOf(row, this.#key.publicKey);
    const signature = this.#key.sign(signedPart(hash));
    await sql`insert into audit_entry
      (station, sequence, at, kind, subject, actor, facts, previous, hash, signature)
      values (${row.station}, ${row.sequence}, ${row.at}, ${row.kind}, ${row.subject}, ${row.actor},
        ${row.facts}, ${row.previous}, ${hash}, ${signature})`.execute(transaction);
    await sql`update audit_station set sequence = ${row.sequence}, hash = ${hash}
      where station = ${row.station}`.execute(transaction);
    return { station: row.station, sequence: row.sequence, hash: toHex(hash) };
  }

  /** Puts on record what another station's chain, or a certificate, had for its end. */
  async recordHead(transaction: Transaction<Schema>, seen: AuditHead): Promise<AuditHead> {
    const { station, sequence, hash } = seen;
    return await this.append(transaction, {
      kind: HEAD_SEEN,
      subject: station,
      actor: this.station,
      facts: { station, sequence, hash },
    });
  }

  /**
   * Puts on record where the chains of all other stations end, as far as they went on since this one
   * did so last: a tail of theirs that is cut off is missed then.
   */
  async recordOthers(transaction: Transaction<Schema>): Promise<void> {
    for (const head of await auditHeads(transaction)) {
      if (head.station === this.station || head.sequence === 0) continue;
      const last = await sql<{ facts: string }>`select facts from audit_entry
        where station = ${this.station} and kind = ${HEAD_SEEN} and subject = ${head.station}
        order by sequence desc limit 1`.execute(transaction);
      if (last.rows[0]?.facts === canonicalJson({ ...head })) continue;
      await this.recordHead(transaction, head);
    }
  }

  /**
   * Puts on record that the database is an older copy, before anything else happens to it.
   *
   * @param facts What else is known of it.
   */
  async recordRestored(
    transaction: Transaction<Schema>,
    actor: string,
    facts: AuditEvent['facts'] = {},
  ): Promise<AuditHead> {
    const kept = (await auditHeads(transaction)).map((head) => ({ ...head }));
    const event = { kind: RESTORED, subject: this.station, actor, facts: { ...facts, kept } };
    return await this.append(transaction, event);
  }

  async #end(transaction: Transaction<Schema>): Promise<End> {
    const lock = this.#dialect === 'postgres' ? sql`for update` : sql``;
    const find = sql<End>`select public_key, sequence, hash from audit_station
      where station = ${this.station} ${lock}`;
    const found = (await find.execute(transaction)).rows[0];
    if (found === undefined) return await this.#begin(transaction);
    if (Buffer.from(found.public_key).equals(this.#key.publicKey)) return found;
    throw new Error(
      `the chain of station ${this.station} is signed with another key than this one`,
    );
  }

  async #begin(transaction: Transaction<Schema>): Promise<End> {
    const end = { public_key: this.#key.publicKey, sequence: 0, hash: FIRST_PREVIOUS };
    const made = await sql`insert into audit_station (station, public_key, sequence, hash)
      values (${this.station}, ${end.public_key}, 0, ${end.hash})
      on conflict (station) do nothing`.execute(transaction);
    // Another process of this station was faster.
    return made.numAffectedRows === 0n ? await this.#end(transaction) : end;
  }
}

/** The ends of all chains, by station. */
export async function auditHeads(db: QueryExecutorProvider): Promise<readonly AuditHead[]> {
  const stations = await stationsIn(db);
  return stations.map(({ station, sequence, hash }) => ({ station, sequence, hash: toHex(hash) }));
}
