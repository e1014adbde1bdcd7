import { Worker } from 'node:worker_threads';
import type { RunRecord, StepRecord } from '@fobkit/bench';
import * as v from 'valibot';
import { runAnswerSchema, type RunOrder } from './run-order.ts';

export interface PoolOptions {
  /** How many threads, at least 1. */
  readonly threads: number;
  readonly onStep: (order: RunOrder, step: StepRecord) => void;
  readonly onRecord: (order: RunOrder, record: RunRecord) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Runs on worker threads, each order on one that is free. Once the signal aborts, what is under way
 * comes to its end by teardown and no more is begun.
 *
 * Rejects when a thread broke down.
 */
export async function runInThreads(
  orders: readonly RunOrder[],
  options: PoolOptions,
): Promise<void> {
  const { threads } = options;
  const left = [...orders];
  const ends = Array.from({ length: Math.min(threads, orders.length) }, () =>
    new Thread(options).work(left),
  );
  try {
    await Promise.all(ends);
  } finally {
    left.length = 0;
    await Promise.allSettled(ends);
  }
}

class Thread {
  readonly #options: PoolOptions;
  readonly #worker: Worker;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#worker = startWorker();
  }

  async work(left: RunOrder[]): Promise<void> {
    const { signal } = this.#options;
    const stop = (): void => {
      this.#worker.postMessage({ stop: true });
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!signal.aborted) {
        const order = left.shift();
        if (order === undefined) return;
        await this.#options.onRecord(order, await this.#run(order));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await this.#worker.terminate();
    }
  }

  #run(order: RunOrder): Promise<RunRecord> {
    const { promise, resolve, reject } = Promise.withResolvers<RunRecord>();
    const worker = this.#worker;
    const hear = (message: unknown): void => {
      const answer = v.parse(runAnswerSchema, message);
      if (answer.said === 'step') this.#options.onStep(order, answer.step);
      else if (answer.said === 'record') resolve(answer.record);
      else reject(new Error(`a worker broke down: ${answer.message}`));
    };
    const gone = (): void => {
      reject(new Error(`a worker ended in the middle of ${order.file.file}`));
    };
    worker.on('message', hear).once('error', reject).once('exit', gone);
    worker.postMessage(order);
    return promise.finally(() => {
      worker.off('message', hear).off('error', reject).off('exit', gone);
    });
  }
}

function startWorker(): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = new URL(fromSource ? './run-worker.ts' : './run-worker.js', import.meta.url);
  return new Worker(entry, fromSource ? { execArgv: ['--conditions=fobkit-source'] } : {});
}
