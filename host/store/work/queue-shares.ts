import { delay, type HostClock } from '@fobkit/client';
import type { WorkQueue } from './work-queue.ts';

export interface QueueSharesOptions<Order, Result> {
  readonly queue: WorkQueue<Order, Result>;
  readonly clock: HostClock;
  /** How many workers and threads of this version there are, when that is looked at. */
  readonly onWorkers?: (seen: { readonly workers: number; readonly threads: number }) => void;
  readonly signal?: AbortSignal;
}

/** So many shares wait in the queue at a time: a campaign may have half a million. */
const MOST_WAITING = 1000;
const LOOK_MS = 250;
/** Every how many looks the workers are counted. */
const COUNT_EVERY = 8;

/**
 * The results of a job whose shares are done by workers on any machine, as they come. What is left
 * of the job is taken out of the queue at the end. Rejects with `QueueError`.
 */
export async function* queueShares<Order, Result>(
  order: Order,
  { queue, clock, onWorkers, signal }: QueueSharesOptions<Order, Result>,
): AsyncGenerator<Result> {
  const job = await queue.addJob(order);
  const count = queue.kind.sharesOf(order);
  let next = 0;
  let came = 0;
  try {
    for (let looks = 0; came < count; looks++) {
      const free = Math.min(count - next, MOST_WAITING - (next - came));
      if (free > 0) {
        await queue.addShares(
          job,
          Array.from({ length: free }, (_, i) => next + i),
        );
        next += free;
      }
      await queue.seeJob(job);
      if (looks % COUNT_EVERY === 0) onWorkers?.(await queue.workers());
      const results = await queue.takeResults(job, order);
      came += results.length;
      yield* results;
      if (results.length === 0) await delay(clock, LOOK_MS, signal);
    }
  } finally {
    await forget(queue, job);
  }
}

async function forget(
  queue: { readonly dropJob: (job: string) => Promise<void> },
  job: string,
): Promise<void> {
  try {
    await queue.dropJob(job);
  } catch {
    // A queue that is gone is told by what failed first; the rest is cleared away next time.
  }
}
