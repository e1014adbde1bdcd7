import { delay, type HostClock } from '@fobkit/client';
import type { ChunkResult } from '../chunk.ts';
import { type CampaignOrder, chunksOf, runsOf } from '../order.ts';
import type { CampaignQueue } from './campaign-queue.ts';
import { QueueError } from './queue-error.ts';

export interface QueueChunksOptions {
  readonly queue: CampaignQueue;
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
 * The results of a campaign whose shares are done by workers on any machine, as they come. What is
 * left of the campaign is taken out of the queue at the end. Rejects with `QueueError`.
 */
export async function* queueChunks(
  order: CampaignOrder,
  { queue, clock, onWorkers, signal }: QueueChunksOptions,
): AsyncGenerator<ChunkResult> {
  const campaign = await queue.addCampaign(order);
  const count = chunksOf(order);
  let next = 0;
  let came = 0;
  try {
    for (let looks = 0; came < count; looks++) {
      const free = Math.min(count - next, MOST_WAITING - (next - came));
      if (free > 0) {
        await queue.addShares(
          campaign,
          Array.from({ length: free }, (_, i) => next + i),
        );
        next += free;
      }
      await queue.seeCampaign(campaign);
      if (looks % COUNT_EVERY === 0) onWorkers?.(await queue.workers());
      const results = await queue.takeResults(campaign);
      came += results.length;
      for (const result of results) yield whole(order, result);
      if (results.length === 0) await delay(clock, LOOK_MS, signal);
    }
  } finally {
    await forget(queue, campaign);
  }
}

/** A share that tells fewer runs than it has would leave some out of the report unnoticed. */
function whole(order: CampaignOrder, result: ChunkResult): ChunkResult {
  const runs = runsOf(order, result.chunk).length;
  if (result.runs === runs && result.failures.every(({ run }) => run < order.runs)) return result;
  const what = `share ${String(result.chunk)} of the campaign`;
  throw new QueueError('chunk', `${what} has ${String(runs)} runs, and a worker did others`);
}

async function forget(queue: CampaignQueue, campaign: string): Promise<void> {
  try {
    await queue.dropCampaign(campaign);
  } catch {
    // A queue that is gone is told by what failed first; the rest is cleared away next time.
  }
}
