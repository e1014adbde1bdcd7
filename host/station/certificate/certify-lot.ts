import { auditHeads } from '@fobkit/store';
import * as v from 'valibot';
import { readJson } from '../registry/json-columns.ts';
import type { Registry } from '../registry/open-registry.ts';
import type {
  CertifiedChecks,
  CertifiedExport,
  CertifiedStation,
  LotCertificate,
} from './lot-certificate.ts';

export interface Certifying {
  readonly lot: string;
  readonly issuedBy: string;
  readonly issuedUnixMs: number;
  /** `fobkit 0.1.0`. */
  readonly software: string;
}

type Visits = readonly Visit[];

interface Visit {
  readonly unit: number | null;
  readonly station: string;
  readonly result: string | null;
  readonly begunUnixMs: number;
  readonly endedUnixMs: number;
  readonly facts: string;
}

const checkFacts = v.object({
  keyChecked: v.optional(v.boolean(), false),
  codeChecked: v.optional(v.boolean(), false),
});

/** What the registry has of a lot, for its certificate. Rejects with `RegistryError` for no lot. */
export async function certifyLot(
  registry: Registry,
  { lot: id, issuedBy, issuedUnixMs, software }: Certifying,
): Promise<LotCertificate> {
  const lot = await registry.lots.find(id);
  const visits = await visitsOf(registry, lot.id);
  const [first] = await registry.units.list({ lot: lot.id, limit: 1 });
  const [last] = await registry.units.list({ lot: lot.id, after: lot.planned - 1, limit: 1 });
  return {
    lot,
    counts: await registry.lots.counts(lot.id),
    ...(first === undefined || last === undefined
      ? {}
      : { serials: { first: first.serialLabel, last: last.serialLabel } }),
    setAside: await setAsideOf(registry, lot.id),
    checks: await checksOf(registry, visits),
    stations: await stationsOf(registry, visits),
    exports: await exportsOf(registry, lot.id),
    heads: await auditHeads(registry.database.read),
    issuedUnixMs,
    issuedBy,
    software,
  };
}

async function visitsOf({ database }: Registry, lot: string): Promise<Visits> {
  const rows = await database.read
    .selectFrom('attempt')
    .select(['unit_id', 'station', 'result', 'begun_unix_ms', 'ended_unix_ms', 'facts'])
    .where('lot_id', '=', lot)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    unit: row.unit_id,
    station: row.station,
    result: row.result,
    begunUnixMs: row.begun_unix_ms,
    endedUnixMs: row.ended_unix_ms ?? row.begun_unix_ms,
    facts: row.facts,
  }));
}

async function setAsideOf(
  { database }: Registry,
  lot: string,
): Promise<LotCertificate['setAside']> {
  const rows = await database.read
    .selectFrom('unit')
    .select((eb) => ['state', 'trouble', 'reason', eb.fn.countAll<number>().as('units')])
    .where('lot_id', '=', lot)
    .where('state', 'in', ['scrapped', 'quarantined'])
    .groupBy(['state', 'trouble', 'reason'])
    .orderBy('state')
    .orderBy('reason')
    .execute();
  return rows.flatMap(({ state, trouble, reason, units }) =>
    state === 'scrapped' || state === 'quarantined'
      ? [{ state, reason: reason ?? trouble ?? '', units }]
      : [],
  );
}

/** A unit that was done passed what its last such visit says. */
async function checksOf({ database }: Registry, visits: Visits): Promise<CertifiedChecks> {
  const passed = new Map<number, v.InferOutput<typeof checkFacts>>();
  for (const { unit, result, facts } of visits) {
    if (unit !== null && result === 'done') passed.set(unit, readJson(checkFacts, facts));
  }
  const all = [...passed.values()];
  const last = Math.max(0, ...visits.map(({ endedUnixMs }) => endedUnixMs));
  const stations = [...new Set(visits.map(({ station }) => station))];
  const golden =
    stations.length === 0
      ? []
      : await database.read
          .selectFrom('qualification')
          .selectAll()
          .where('station', 'in', stations)
          .where('unix_ms', '<=', last)
          .orderBy('id')
          .execute();
  return {
    keyChecked: all.filter(({ keyChecked }) => keyChecked).length,
    codeChecked: all.filter(({ codeChecked }) => codeChecked).length,
    golden: golden.map((row) => ({
      station: row.station,
      unixMs: row.unix_ms,
      operator: row.qualified_by,
      passed: row.passed === 1,
    })),
  };
}

async function stationsOf(
  { database }: Registry,
  visits: Visits,
): Promise<readonly CertifiedStation[]> {
  const sessions = await database.read.selectFrom('operator_session').selectAll().execute();
  return [...Map.groupBy(visits, ({ station }) => station)].map(([station, own]) => {
    const firstUnixMs = Math.min(...own.map(({ begunUnixMs }) => begunUnixMs));
    const lastUnixMs = Math.max(...own.map(({ endedUnixMs }) => endedUnixMs));
    const there = sessions.filter(
      (session) =>
        session.station === station &&
        session.begun_unix_ms <= lastUnixMs &&
        (session.ended_unix_ms ?? session.ends_unix_ms) >= firstUnixMs,
    );
    return {
      station,
      operators: [...new Set(there.map(({ operator }) => operator))].sort(),
      visits: own.length,
      done: own.filter(({ result }) => result === 'done').length,
      firstUnixMs,
      lastUnixMs,
    };
  });
}

async function exportsOf({ exports }: Registry, lot: string): Promise<readonly CertifiedExport[]> {
  return (await exports.list(lot)).map((made) => ({
    unixMs: made.unixMs,
    by: made.exportedBy,
    format: made.format,
    file: `#${String(made.id)}`,
    units: made.tokens,
    sha256: made.sha256,
    ...(made.acknowledgedUnixMs === undefined
      ? {}
      : { acknowledgedUnixMs: made.acknowledgedUnixMs }),
  }));
}
