import { type Algorithm, UsageError, type VerifyWindows } from '@fobkit/protocol';
import { CodePool } from './code-pool.ts';
import type { CodeTask } from './code-order.ts';

export { CodeWorkerError } from './code-pool.ts';

/** Fewest items of a batch that goes to a thread: below that the way there costs more. */
const LEAST_BATCH = 10_000;
/** Batches a thread gets of one call, so that all end at about the same time. */
const BATCHES = 4;

export interface CodeWorkersOptions {
  /** How many threads, at least 1. */
  readonly workers: number;
}

/** Threads that share one compiled engine. */
export interface CodeWorkers {
  /**
   * Keys of secrets that lie one behind the other, each `secretBytes` long; every thread prepares
   * them all. `UsageError` when they are no whole number.
   */
  readonly keys: (algorithm: Algorithm, secrets: Uint8Array, secretBytes: number) => WorkerKeys;
  /** Ends the threads, in the middle of whatever they do. */
  readonly close: () => Promise<void>;
}

/**
 * As `BatchKeys`, over all threads. The caller keeps its arrays. A promise rejects with
 * `UsageError` as there, and with `CodeWorkerError` when a thread breaks down or is ended.
 */
export interface WorkerKeys {
  readonly codes: (
    indices: Uint32Array,
    counters: Float64Array,
    digits: number,
  ) => Promise<Int32Array>;
  readonly codesOf: (
    index: number,
    first: number,
    count: number,
    digits: number,
  ) => Promise<Int32Array>;
  readonly verify: (
    indices: Uint32Array,
    windows: VerifyWindows,
    digits: number,
  ) => Promise<Int32Array>;
  readonly free: () => void;
}

/** Starts threads for batches of codes; close them when done. */
export function codeWorkers({ workers }: CodeWorkersOptions): CodeWorkers {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new UsageError('workers: not a whole number from 1');
  }
  const pool = new CodePool(workers);
  let held = 0;
  return {
    keys: (algorithm, secrets, secretBytes) => {
      if (!Number.isInteger(secrets.length / secretBytes)) {
        throw new UsageError('secrets: not a whole number of secrets');
      }
      const keys = held++;
      const copy = secrets.slice();
      pool.tell({ order: 'hold', keys, algorithm, secrets: copy, secretBytes });
      copy.fill(0);
      return workerKeys(pool, keys);
    },
    close: () => pool.close(),
  };
}

function workerKeys(pool: CodePool, keys: number): WorkerKeys {
  const compute = (count: number, task: (from: number, to: number) => CodeTask) =>
    inBatches(pool, count, (from, to) => pool.compute(keys, task(from, to)));
  return {
    codes: (indices, counters, digits) =>
      compute(indices.length, (from, to) => ({
        kind: 'codes',
        indices: indices.slice(from, to),
        counters: counters.slice(from, to),
        digits,
      })),
    codesOf: (index, first, count, digits) =>
      compute(count, (from, to) => ({
        kind: 'codesOf',
        index,
        first: first + from,
        count: to - from,
        digits,
      })),
    verify: (indices, { middle, behind, ahead, values }, digits) =>
      compute(indices.length, (from, to) => ({
        kind: 'verify',
        indices: indices.slice(from, to),
        middle: middle.slice(from, to),
        behind: behind.slice(from, to),
        ahead: ahead.slice(from, to),
        values: values.slice(from, to),
        digits,
      })),
    free: () => {
      pool.tell({ order: 'free', keys });
    },
  };
}

async function inBatches(
  pool: CodePool,
  count: number,
  compute: (from: number, to: number) => Promise<Int32Array>,
): Promise<Int32Array> {
  const size = Math.max(LEAST_BATCH, Math.ceil(count / (pool.threads * BATCHES)));
  const found = new Int32Array(count);
  const batches = Array.from({ length: Math.ceil(count / size) }, async (_, i) => {
    const from = i * size;
    found.set(await compute(from, Math.min(from + size, count)), from);
  });
  await Promise.all(batches);
  return found;
}
