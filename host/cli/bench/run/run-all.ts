import { randomBytes } from 'node:crypto';
import {
  runScenario,
  type RunPorts,
  type RunRecord,
  type Scalar,
  type StepRecord,
} from '@fobkit/bench';
import { toHex } from '@fobkit/protocol';
import { type Extras, extrasOf } from './keep-failure.ts';
import type { RelyingPartyChoice } from '../relying-party/relying-party.ts';
import type { PlannedRun } from '../read-all.ts';
import type { Rigs } from '../rig-source.ts';
import type { RunOrder } from './run-order.ts';
import { runInThreads } from './run-pool.ts';
import { runPorts } from './run-ports.ts';

export interface RunAllOptions {
  readonly rigs: Rigs;
  /** What `readAll` was given: workers read again. */
  readonly set: Readonly<Record<string, Scalar>>;
  /** Threads side by side, where rigs are manifold; 1 is this thread. */
  readonly workers: number;
  readonly ask?: RunPorts['ask'];
  /** The usual relying party if absent. */
  readonly judge?: RelyingPartyChoice;
  readonly signal: AbortSignal;
  /** Told when a run begins, and at each of its steps. */
  readonly onStep?: (run: PlannedRun, step?: StepRecord) => void;
  /** Has the record on the disk when it resolves; `extras` where the run cannot be had once more. */
  readonly onRecord: (run: PlannedRun, record: RunRecord, extras?: Extras) => Promise<void>;
}

export interface Ran {
  /** In the order of the runs, however many workers there are. */
  readonly records: readonly RunRecord[];
  /** What an interruption left out. */
  readonly notBegun: readonly PlannedRun[];
}

/**
 * Runs everything. Once the signal aborts, what is under way comes to its end by teardown and no more is begun.
 */
export async function runAll(runs: readonly PlannedRun[], options: RunAllOptions): Promise<Ran> {
  const threads = options.rigs.manifold ? Math.min(options.workers, runs.length) : 1;
  const records = new Map<number, RunRecord>();
  if (threads > 1) await onThreads(runs, records, { ...options, workers: threads });
  else await here(runs, records, options);
  return {
    records: [...records].sort(([a], [b]) => a - b).map(([, record]) => record),
    notBegun: runs.filter((_, number) => !records.has(number)),
  };
}

type Records = Map<number, RunRecord>;

async function here(
  runs: readonly PlannedRun[],
  records: Records,
  options: RunAllOptions,
): Promise<void> {
  const { ask, judge, onRecord, onStep, rigs, signal } = options;
  const { capture, source } = rigs;
  for (const [number, run] of runs.entries()) {
    if (signal.aborted) return;
    onStep?.(run);
    let snapshot: string | undefined;
    capture?.begin();
    const record = await runScenario(
      run.scenario,
      runPorts(source, {
        ...judge,
        signal,
        ...(ask === undefined ? {} : { ask }),
        ...(capture === undefined
          ? {}
          : {
              onStartState: (text) => {
                snapshot = text;
              },
            }),
        onStep: (step) => {
          onStep?.(run, step);
        },
      }),
    );
    const extras = capture === undefined ? undefined : extrasOf(snapshot, capture.bytes());
    await onRecord(run, record, extras);
    records.set(number, record);
  }
}

async function onThreads(
  runs: readonly PlannedRun[],
  records: Records,
  options: RunAllOptions,
): Promise<void> {
  const { judge, onRecord, onStep, set, signal, workers } = options;
  const relyingParty = judge?.relyingPartyName;
  const orders = runs.map(({ cell, file }, run): RunOrder => ({
    run,
    file,
    cell,
    set,
    runId: toHex(randomBytes(8)),
    steps: onStep !== undefined,
    ...(relyingParty === undefined ? {} : { relyingParty }),
  }));
  const runOf = ({ run }: RunOrder): PlannedRun => {
    const planned = runs[run];
    if (planned === undefined) throw new RangeError(`there is no run ${String(run)}`);
    return planned;
  };
  await runInThreads(orders, {
    threads: workers,
    signal,
    onStep: (order, step) => {
      onStep?.(runOf(order), step);
    },
    onRecord: async (order, record) => {
      await onRecord(runOf(order), record);
      records.set(order.run, record);
    },
  });
}
