import {
  baselineOf,
  goldenValuesOf,
  judgeQualification,
  type Qualification,
  type QualificationStore,
  type QualifiedFob,
  RecordStore,
  type Role,
  type RunRecord,
  type Scalar,
  type ScenarioFile,
} from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import type { Cli } from '../../program/cli.ts';
import { askOf } from '../ask-of.ts';
import type { Seated, Seats } from './qualifying-seats.ts';
import { type PlannedRun, readAll } from '../read-all.ts';
import { inProcessRigs, type Rigs } from '../rig-source.ts';
import { runAll } from '../run/run-all.ts';
import { runProgress } from '../run/run-progress.ts';
import { TOOL } from '../tool.ts';

export interface QualifyOrder {
  readonly files: readonly ScenarioFile[];
  readonly set: Readonly<Record<string, Scalar>>;
  readonly hours: number;
  /** Share of a limit span that a golden value may move by. */
  readonly mostMove?: number;
  readonly newBaseline: boolean;
  readonly json: boolean;
}

/** Runs everything on the three fobs, judges it, and keeps the qualification before it is told. */
export async function qualifyRig(
  cli: Cli,
  seats: Seats,
  store: QualificationStore,
  order: QualifyOrder,
): Promise<Qualification> {
  const records = await RecordStore.open(store.runs);
  const golden = await seats.golden();
  const runs = runsFor(cli, golden, order);
  const progress = runProgress(cli.out, 3 * runs.length, () => performance.now());
  const on = async (rigs: Rigs, planned: readonly PlannedRun[]): Promise<readonly RunRecord[]> => {
    const ran = await runAll(planned, {
      rigs,
      set: order.set,
      workers: 1,
      signal: cli.signal,
      ...askOf(cli),
      onRecord: async (_, record) => {
        await records.append(record);
        progress.done(record);
      },
    });
    return ran.records;
  };
  try {
    const emulated = await on(inProcessRigs(), runs);
    const onGolden = await on(golden.rigs, runs);
    cli.signal.throwIfAborted();
    const bad = await seats.knownBad();
    const onKnownBad = await on(bad.rigs, runsFor(cli, bad, order));
    cli.signal.throwIfAborted();
    const fobs = { golden, 'known-bad': bad };
    const made = { golden: onGolden, 'known-bad': onKnownBad, emulated };
    const qualification = await judged(seats.rig, store, order, { fobs, made });
    await store.append(qualification);
    return qualification;
  } finally {
    progress.stop();
  }
}

function runsFor(cli: Cli, { profile }: Seated, order: QualifyOrder): readonly PlannedRun[] {
  return readAll(cli, order.files, { set: { ...order.set, profile }, json: order.json });
}

interface Done {
  readonly fobs: Readonly<Record<QualifiedFob['role'], Seated>>;
  readonly made: Readonly<Record<Role, readonly RunRecord[]>>;
}

async function judged(
  rig: Seats['rig'],
  store: QualificationStore,
  { hours, mostMove, newBaseline }: QualifyOrder,
  { fobs, made }: Done,
): Promise<Qualification> {
  const { golden, 'known-bad': bad } = fobs;
  const { qualifications } = await store.read();
  const reasons = judgeQualification(
    { golden: made.golden, knownBad: made['known-bad'], emulated: made.emulated },
    {
      expected: { golden: golden.deviceId, knownBad: bad.deviceId },
      baseline: newBaseline ? [] : baselineOf(qualifications, rig.name, golden.deviceId),
      mostMove,
    },
  );
  const now = nodeClock.unixMs();
  return {
    format: 'fobkit qualification',
    version: 1,
    rig,
    fobs: [seatOf('golden', golden), seatOf('known-bad', bad)],
    tool: TOOL,
    time: new Date(now).toISOString(),
    validUntil: new Date(now + hours * MS_PER_HOUR).toISOString(),
    outcome: reasons.length === 0 ? 'QUALIFIED' : 'NOT QUALIFIED',
    reasons: [...reasons],
    runs: ROLES_IN_ORDER.flatMap((role) =>
      made[role].map(({ runId, scenario, verdict }) => ({
        role,
        runId,
        scenario: scenario.name,
        verdict,
      })),
    ),
    goldenValues: [...goldenValuesOf(made.golden)],
    newBaseline,
  };
}

const MS_PER_HOUR = 3_600_000;
const ROLES_IN_ORDER: readonly Role[] = ['emulated', 'golden', 'known-bad'];

function seatOf(role: QualifiedFob['role'], { deviceId, port }: Seated): QualifiedFob {
  return { role, deviceId, ...(port === undefined ? {} : { port }) };
}
