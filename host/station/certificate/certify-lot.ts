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
  /** Of the unit, now: what was done may be scrapped since. */
  readonly unitState: string | null;
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
    .leftJoin('unit', 'unit.id', 'attempt.unit_id')
    .select([
      'attempt.unit_id',
      'unit.state',
      'attempt.station',
      'attempt.result',
      'attempt.begun_unix_ms',
      'attempt.ended_unix_ms',
      'attempt.facts',
    ])
    .where('attempt.lot_id', '=', lot)
    .orderBy('attempt.id')
    .execute();
  return rows.map((row) => ({
    unit: row.unit_id,
    unitState: row.state,
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

/** A unit that is done passed what its last such visit says. */
async function checksOf({ database }: Registry, visits: Visits): Promise<CertifiedChecks> {
  const passed = new Map<number, v.InferOutput<typeof checkFacts>>();
  for (const { unit, unitState, result, facts } of visits) {
    if (unit !== null && unitState === 'done' && result === 'done') {
      passed.set(unit, readJson(checkFacts, facts));
    }
  }
  const all = [...passed.values()];
  const golden = await Promise.all(
    [...Map.groupBy(visits, ({ station }) => station)].map(([station, own]) =>
      goldenOf(database, station, spanOf(own)),
    ),
  );
  return {
    keyChecked: all.filter(({ keyChecked }) => keyChecked).length,
    codeChecked: all.filter(({ codeChecked }) => codeChecked).length,
    golden: golden.flat().sort((one, other) => one.unixMs - other.unixMs),
  };
}

/** The last qualification of a station before its work on the lot, and those during it. */
async function goldenOf(
  database: Registry['database'],
  station: string,
  { firstUnixMs, lastUnixMs }: Span,
): Promise<CertifiedChecks['golden']> {
  const rows = await database.read
    .selectFrom('qualification')
    .selectAll()
    .where('station', '=', station)
    .where('unix_ms', '<=', lastUnixMs)
    .orderBy('id')
    .execute();
  const before = rows.findLastIndex((row) => row.unix_ms <= firstUnixMs);
  return rows.slice(Math.max(0, before)).map((row) => ({
    station: row.station,
    unixMs: row.unix_ms,
    operator: row.qualified_by,
    passed: row.passed === 1,
  }));
}

interface Span {
  readonly firstUnixMs: number;
  readonly lastUnixMs: number;
}

/** Of one visit or more, of which there may be too many for the arguments of a call. */
function spanOf(visits: Visits): Span {
  let [firstUnixMs, lastUnixMs] = [Number.MAX_SAFE_INTEGER, 0];
  for (const { begunUnixMs, endedUnixMs } of visits) {
    firstUnixMs = Math.min(firstUnixMs, begunUnixMs);
    lastUnixMs = Math.max(lastUnixMs, endedUnixMs);
  }
  return { firstUnixMs, lastUnixMs };
}

async function stationsOf(
  { database }: Registry,
  visits: Visits,
): Promise<readonly CertifiedStation[]> {
  const sessions = await database.read.selectFrom('operator_session').selectAll().execute();
  return [...Map.groupBy(visits, ({ station }) => station)].map(([station, own]) => {
    const { firstUnixMs, lastUnixMs } = spanOf(own);
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
    ...(made.purgedUnixMs === undefined ? {} : { purgedUnixMs: made.purgedUnixMs }),
  }));
}
