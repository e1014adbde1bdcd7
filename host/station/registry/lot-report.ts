import type { Lot, LotCounts } from '../lot/lot.ts';
import { readJson, stepTimes } from './json-columns.ts';
import { countUnits, readLot } from './lot-row.ts';
import type { RegistryReader } from './parts.ts';
import type { AttemptResult } from './schema.ts';

/** How long a step took over all visits that told of it, in milliseconds. */
export interface StepTime {
  readonly step: string;
  readonly visits: number;
  readonly meanMs: number;
  readonly medianMs: number;
  /** 95 of 100 were not longer. */
  readonly p95Ms: number;
  readonly longestMs: number;
}

export interface StationShare {
  readonly station: string;
  readonly visits: number;
  readonly done: number;
  /** Fobs done an hour, from the first to the last that was; absent for fewer than two. */
  readonly perHour?: number;
}

/** What became of a lot. */
export interface LotReport {
  readonly lot: Lot;
  readonly counts: LotCounts;
  readonly visits: number;
  /** Units that were done at their first visit, of all that are done. */
  readonly firstTime: number;
  readonly firstDoneUnixMs?: number;
  readonly lastDoneUnixMs?: number;
  readonly perHour?: number;
  /** Visits that ended otherwise, the most frequent reason first. */
  readonly reasons: readonly {
    readonly result: AttemptResult;
    readonly trouble: string;
    readonly visits: number;
  }[];
  readonly stations: readonly StationShare[];
  readonly steps: readonly StepTime[];
}

interface Visit {
  readonly unit_id: number | null;
  readonly station: string;
  readonly result: AttemptResult | null;
  readonly trouble: string | null;
  readonly ended_unix_ms: number | null;
  readonly facts: string;
}

/** Rejects with `RegistryError` when there is no such lot. */
export async function reportLot(db: RegistryReader, id: string): Promise<LotReport> {
  const lot = await readLot(db, id);
  const visits = await db
    .selectFrom('attempt')
    .select(['unit_id', 'station', 'result', 'trouble', 'ended_unix_ms', 'facts'])
    .where('lot_id', '=', id)
    .orderBy('id')
    .execute();
  const done = visits.filter((visit) => visit.result === 'done');
  const byUnit = Map.groupBy(visits, ({ unit_id }) => unit_id);
  const firstTime = done.filter(({ unit_id }) => byUnit.get(unit_id)?.[0]?.result === 'done');
  return {
    lot,
    counts: await countUnits(db, id),
    visits: visits.length,
    firstTime: firstTime.length,
    ...spanOf(done),
    reasons: reasonsOf(visits),
    stations: stationsOf(visits),
    steps: stepsOf(visits),
  };
}

const HOUR_MS = 3_600_000;

function spanOf(
  done: readonly Visit[],
): Pick<LotReport, 'firstDoneUnixMs' | 'lastDoneUnixMs' | 'perHour'> {
  const times = done.map(({ ended_unix_ms }) => ended_unix_ms ?? 0).sort((a, b) => a - b);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return {};
  const span = { firstDoneUnixMs: first, lastDoneUnixMs: last };
  return last > first
    ? { ...span, perHour: ((times.length - 1) * HOUR_MS) / (last - first) }
    : span;
}

function reasonsOf(visits: readonly Visit[]): LotReport['reasons'] {
  const troubled = visits.flatMap(({ result, trouble }) =>
    result === null || trouble === null ? [] : [{ result, trouble }],
  );
  return [...Map.groupBy(troubled, ({ result, trouble }) => `${result} ${trouble}`).values()]
    .flatMap((group) => {
      const [one] = group;
      return one === undefined ? [] : [{ ...one, visits: group.length }];
    })
    .sort((a, b) => b.visits - a.visits);
}

function stationsOf(visits: readonly Visit[]): readonly StationShare[] {
  return [...Map.groupBy(visits, ({ station }) => station)].map(([station, own]) => {
    const done = own.filter(({ result }) => result === 'done');
    const { perHour } = spanOf(done);
    return {
      station,
      visits: own.length,
      done: done.length,
      ...(perHour === undefined ? {} : { perHour }),
    };
  });
}

function stepsOf(visits: readonly Visit[]): readonly StepTime[] {
  const times = new Map<string, number[]>();
  for (const { facts } of visits) {
    for (const [step, ms] of Object.entries(readJson(stepTimes, facts).stepsMs)) {
      const known = times.get(step);
      if (known === undefined) times.set(step, [ms]);
      else known.push(ms);
    }
  }
  return [...times].map(([step, taken]) => {
    const sorted = taken.toSorted((a, b) => a - b);
    return {
      step,
      visits: sorted.length,
      meanMs: sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length,
      medianMs: at(sorted, 0.5),
      p95Ms: at(sorted, 0.95),
      longestMs: at(sorted, 1),
    };
  });
}

/** Nearest rank. */
function at(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
