import { type Algorithm, UsageError, type VerifyWindows } from '@fobkit/protocol';
import { CodePool } from './code-pool.ts';
import type { CodeTask } from './code-order.ts';
import { type SharedSheet, SharedSheets } from './shared-sheet.ts';

export { CodeWorkerError } from './code-pool.ts';

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
  const sheets = new SharedSheets();
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
      return workerKeys(pool, sheets, keys);
    },
    close: () => pool.close(),
  };
}

function workerKeys(pool: CodePool, sheets: SharedSheets, keys: number): WorkerKeys {
  const compute = async (
    items: number,
    write: (sheet: SharedSheet) => CodeTask,
  ): Promise<Int32Array> => {
    const sheet = sheets.take(items);
    const { into, next } = sheet;
    await pool.compute({ keys, task: write(sheet), into, next });
    // A fourth of the time that `slice` takes of shared memory.
    const found = new Int32Array(items);
    found.set(into);
    sheets.give(sheet);
    return found;
  };
  return {
    codes: (indices, counters, digits) =>
      compute(indices.length, (sheet) => ({
        kind: 'codes',
        indices: sheet.indices(indices),
        counters: sheet.counters(counters),
        digits,
      })),
    codesOf: (index, first, count, digits) =>
      compute(count, () => ({ kind: 'codesOf', index, first, digits })),
    verify: (indices, { middle, behind, ahead, values }, digits) =>
      compute(indices.length, (sheet) => ({
        kind: 'verify',
        indices: sheet.indices(indices),
        middle: sheet.counters(middle),
        behind: sheet.ints(behind),
        ahead: sheet.ints(ahead),
        values: sheet.ints(values),
        digits,
      })),
    free: () => {
      pool.tell({ order: 'free', keys });
    },
  };
}
