import { Worker } from 'node:worker_threads';
import { batchModule, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { buffersOf, codeAnswerSchema, type CodeOrder, type CodeTask } from './code-order.ts';

/** A thread that computes codes broke down, or was ended: what was under way has no answer. */
export class CodeWorkerError extends Error {
  override readonly name = 'CodeWorkerError';
}

interface Waiting {
  readonly keys: number;
  readonly task: CodeTask;
  readonly resolve: (found: Int32Array) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that take tasks as they come free. When one of them dies, all is given up. */
export class CodePool {
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  readonly #queue: Waiting[] = [];
  readonly #threads: readonly Worker[];
  #gone: CodeWorkerError | undefined;

  constructor(threads: number) {
    this.#threads = Array.from({ length: threads }, () => this.#start());
    this.#idle.push(...this.#threads);
  }

  get threads(): number {
    return this.#threads.length;
  }

  /** Tells all threads. */
  tell(order: CodeOrder): void {
    if (this.#gone !== undefined) throw this.#gone;
    for (const thread of this.#threads) thread.postMessage(order);
  }

  /** One thread computes it; its arrays are gone afterwards. */
  compute(keys: number, task: CodeTask): Promise<Int32Array> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const { promise, resolve, reject } = Promise.withResolvers<Int32Array>();
    this.#queue.push({ keys, task, resolve, reject });
    this.#deal();
    return promise;
  }

  async close(): Promise<void> {
    this.#giveUp(new CodeWorkerError('the workers were ended'));
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #deal(): void {
    while (this.#queue.length > 0) {
      const thread = this.#idle.pop();
      if (thread === undefined) return;
      const waiting = this.#queue.shift();
      if (waiting === undefined) return;
      this.#busy.set(thread, waiting);
      const { keys, task } = waiting;
      thread.ref();
      thread.postMessage({ order: 'compute', keys, task }, buffersOf(task));
    }
  }

  #start(): Worker {
    const fromSource = import.meta.url.endsWith('.ts');
    const entry = new URL(fromSource ? './code-thread.ts' : './code-thread.js', import.meta.url);
    const thread = new Worker(entry, {
      workerData: batchModule(),
      ...(fromSource ? { execArgv: ['--conditions=fobkit-source'] } : {}),
    });
    thread.on('message', (message: unknown) => {
      this.#answered(thread, message);
    });
    thread.on('error', (cause) => {
      this.#giveUp(new CodeWorkerError('a worker broke down', { cause }));
    });
    thread.on('exit', () => {
      this.#giveUp(new CodeWorkerError('a worker was ended'));
    });
    // Only what is under way keeps the program from its end.
    thread.unref();
    return thread;
  }

  #answered(thread: Worker, message: unknown): void {
    const waiting = this.#busy.get(thread);
    this.#busy.delete(thread);
    this.#idle.push(thread);
    thread.unref();
    const { success, output } = v.safeParse(codeAnswerSchema, message);
    if (!success) waiting?.reject(new CodeWorkerError('a worker answered with no result'));
    else if ('done' in output) waiting?.resolve(output.done);
    else waiting?.reject(new UsageError(output.refused));
    this.#deal();
  }

  #giveUp(why: CodeWorkerError): void {
    if (this.#gone !== undefined) return;
    this.#gone = why;
    for (const waiting of [...this.#queue.splice(0), ...this.#busy.values()]) waiting.reject(why);
    this.#busy.clear();
  }
}
