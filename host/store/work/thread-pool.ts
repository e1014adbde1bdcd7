import { Worker } from 'node:worker_threads';
import type { HostClock } from '@fobkit/client';
import * as v from 'valibot';
import { threadAnswerSchema } from './thread-port.ts';

/** A task was given up: its threads died, or the worker's own code failed. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

/** A task takes seconds; one that takes as long as this hangs, in milliseconds. */
const LIMIT_MS = 600_000;

export interface ThreadPoolOptions<Result> {
  /** The file that calls `serveTasks`. */
  readonly entry: URL;
  /** At least 1. */
  readonly threads: number;
  readonly clock: HostClock;
  /** What a task comes to. */
  readonly result: v.GenericSchema<unknown, Result>;
  /** How long a task may take, in milliseconds; ten minutes if absent. Its thread is then ended. */
  readonly limitMs?: number;
}

interface Waiting<Task, Result> {
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  /** Threads that died of it, or with it. */
  died: number;
  stopWatch?: () => void;
}

/** A thread may die for want of memory, and its task be none the worse for it; not every time. */
const MOST_DEATHS = 3;

/** Worker threads that take tasks as they come free. A thread that dies is replaced. */
export class ThreadPool<Task, Result> {
  readonly #options: ThreadPoolOptions<Result>;
  readonly #queue: Waiting<Task, Result>[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting<Task, Result>>();
  #closed = false;

  constructor(options: ThreadPoolOptions<Result>) {
    this.#options = options;
  }

  get threads(): number {
    return this.#options.threads;
  }

  /** Rejects with `WorkerError`, or when the pool is closed. */
  run(task: Task): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#queue.push({ task, resolve, reject, died: 0 });
    this.#deal();
    return promise;
  }

  /** Ends the threads, in the middle of whatever they do. */
  async close(): Promise<void> {
    this.#closed = true;
    const gone = new WorkerError('the workers were ended');
    for (const waiting of [...this.#queue.splice(0), ...this.#busy.values()]) {
      waiting.stopWatch?.();
      waiting.reject(gone);
    }
    const threads = [...this.#idle.splice(0), ...this.#busy.keys()];
    this.#busy.clear();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #deal(): void {
    while (this.#queue.length > 0 && !this.#closed) {
      const thread = this.#idle.pop() ?? this.#start();
      if (thread === undefined) return;
      const waiting = this.#queue.shift();
      if (waiting === undefined) return;
      this.#busy.set(thread, waiting);
      const { clock, limitMs = LIMIT_MS } = this.#options;
      waiting.stopWatch = clock.after(limitMs, () => void thread.terminate());
      thread.postMessage(waiting.task);
    }
  }

  #start(): Worker | undefined {
    if (this.#busy.size + this.#idle.length >= this.#options.threads) return undefined;
    const { entry } = this.#options;
    const fromSource = entry.pathname.endsWith('.ts');
    const thread = new Worker(
      entry,
      fromSource ? { execArgv: ['--conditions=fobkit-source'] } : {},
    );
    thread.on('message', (message: unknown) => {
      this.#answered(thread, message);
    });
    thread.on('error', (error) => {
      this.#died(thread, error);
    });
    thread.on('exit', () => {
      this.#died(thread, undefined);
    });
    return thread;
  }

  #answered(thread: Worker, message: unknown): void {
    const waiting = this.#busy.get(thread);
    if (waiting === undefined) return;
    waiting.stopWatch?.();
    this.#busy.delete(thread);
    this.#idle.push(thread);
    this.#settle(waiting, message);
    this.#deal();
  }

  #settle({ resolve, reject }: Waiting<Task, Result>, message: unknown): void {
    const answer = v.safeParse(threadAnswerSchema, message);
    const said = answer.success ? answer.output : { done: undefined };
    if ('broke' in said) {
      reject(new WorkerError(said.broke));
      return;
    }
    const result = v.safeParse(this.#options.result, said.done);
    if (result.success) resolve(result.output);
    else reject(new WorkerError('a worker thread answered with no result'));
  }

  #died(thread: Worker, cause: unknown): void {
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
    const waiting = this.#busy.get(thread);
    this.#busy.delete(thread);
    if (waiting === undefined) return;
    waiting.stopWatch?.();
    waiting.died++;
    if (waiting.died < MOST_DEATHS) {
      this.#queue.unshift(waiting);
      this.#deal();
      return;
    }
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const times = String(MOST_DEATHS);
    waiting.reject(
      new WorkerError(`a worker thread died, or hung, ${times} times over one task${why}`, {
        cause,
      }),
    );
  }
}
