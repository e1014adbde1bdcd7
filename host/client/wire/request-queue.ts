import { abortReason, onAbort } from '../abort.ts';

/** Runs one task at a time, in the order in which they came. */
export class RequestQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /**
   * The result of `task`, once all before it are done. When the signal aborts while it waits for
   * its turn, it is never started. What is running must heed the signal itself.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const release = onAbort(signal, () => {
      if (signal !== undefined) reject(abortReason(signal));
    });
    this.#tail = this.#tail.then(async () => {
      release();
      if (signal?.aborted === true) return;
      try {
        resolve(await task());
      } catch (error) {
        reject(error instanceof Error ? error : new Error('a task failed', { cause: error }));
      }
    });
    return promise;
  }
}
