import { Worker } from 'node:worker_threads';
import { batchModule, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { codeAnswerSchema, type CodeOrder, type ComputeOrder, SHARE_ITEMS } from './code-order.ts';

/** A thread that computes codes broke down, or was ended: what was under way has no answer. */
export class CodeWorkerError extends Error {
  override readonly name = 'CodeWorkerError';
}

interface Thread {
  readonly worker: Worker;
  /** Calls that it has not answered. */
  busy: number;
}

/** A call that is under way. */
interface Call {
  /** Threads that have not answered. */
  missing: number;
  refused: string | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Threads that share the items of each call. When one of them dies, all is given up. */
export class CodePool {
  readonly #threads: readonly Thread[];
  readonly #calls = new Map<number, Call>();
  #nextCall = 0;
  #gone: CodeWorkerError | undefined;

  constructor(threads: number) {
    this.#threads = Array.from({ length: threads }, () => this.#start());
  }

  /** Tells all threads. */
  tell(order: CodeOrder): void {
    if (this.#gone !== undefined) throw this.#gone;
    for (const { worker } of this.#threads) worker.postMessage(order);
  }

  /** Settles when no thread has anything to do with it any more. */
  compute(order: Omit<ComputeOrder, 'order' | 'call'>): Promise<void> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const shares = Math.ceil(order.into.length / SHARE_ITEMS);
    const threads = this.#threads.toSorted((a, b) => a.busy - b.busy).slice(0, shares);
    if (threads.length === 0) return Promise.resolve();
    const call = this.#nextCall++;
    this.#calls.set(call, {
      missing: threads.length,
      refused: undefined,
      resolve: () => {
        resolve(undefined);
      },
      reject,
    });
    for (const thread of threads) {
      if (thread.busy++ === 0) thread.worker.ref();
      thread.worker.postMessage({ ...order, order: 'compute', call });
    }
    return promise;
  }

  async close(): Promise<void> {
    this.#giveUp(new CodeWorkerError('the workers were ended'));
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): Thread {
    const fromSource = import.meta.url.endsWith('.ts');
    const entry = new URL(fromSource ? './code-thread.ts' : './code-thread.js', import.meta.url);
    const worker = new Worker(entry, {
      workerData: batchModule(),
      ...(fromSource ? { execArgv: ['--conditions=fobkit-source'] } : {}),
    });
    const thread = { worker, busy: 0 };
    worker.on('message', (message: unknown) => {
      this.#answered(thread, message);
    });
    worker.on('error', (cause) => {
      this.#giveUp(new CodeWorkerError('a worker broke down', { cause }));
    });
    worker.on('exit', () => {
      this.#giveUp(new CodeWorkerError('a worker was ended'));
    });
    // Only what is under way keeps the program from its end.
    worker.unref();
    return thread;
  }

  #answered(thread: Thread, message: unknown): void {
    if (--thread.busy === 0) thread.worker.unref();
    const { success, output } = v.safeParse(codeAnswerSchema, message);
    if (!success) {
      this.#giveUp(new CodeWorkerError('a worker answered with no result'));
      return;
    }
    const call = this.#calls.get(output.call);
    if (call === undefined) return;
    call.refused ??= output.refused;
    if (--call.missing > 0) return;
    this.#calls.delete(output.call);
    if (call.refused === undefined) call.resolve();
    else call.reject(new UsageError(call.refused));
  }

  #giveUp(why: CodeWorkerError): void {
    if (this.#gone !== undefined) return;
    this.#gone = why;
    for (const call of this.#calls.values()) call.reject(why);
    this.#calls.clear();
  }
}
