import { hostname } from 'node:os';
import {
  type CampaignOptions,
  type CampaignOrder,
  type CampaignReport,
  queueChunks,
  runCampaign,
  workOnQueue,
} from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { counted } from '../../terminal/counted.ts';
import { openQueue, queueFailure } from './open-queue.ts';

export interface QueueCampaignOptions extends Omit<CampaignOptions, 'chunks'> {
  readonly url: string;
  /** The threads of this process take shares too. */
  readonly takesPart: boolean;
  /** Told beside the progress. */
  readonly aside: (text: string) => void;
}

/** A campaign whose shares are done by workers on the queue. Rejects with a `CliError`. */
export async function queueCampaign(
  order: CampaignOrder,
  { url, takesPart, aside, ...options }: QueueCampaignOptions,
): Promise<CampaignReport> {
  const { pool } = options;
  const queue = await openQueue(url, { supervises: true });
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, ...(options.signal ? [options.signal] : [])]);
  const own = takesPart
    ? workOnQueue({ queue, pool, clock: nodeClock, name: processName(), signal })
    : Promise.resolve();
  // What it meets, the campaign meets too.
  own.catch(() => undefined);
  try {
    const chunks = queueChunks(order, {
      queue,
      clock: nodeClock,
      signal,
      onWorkers: ({ workers, threads }) => {
        aside(workers === 0 ? 'no worker yet: fob bench worker' : workersText(workers, threads));
      },
    });
    return await runCampaign(order, { ...options, chunks });
  } catch (error) {
    throw queueFailure(error);
  } finally {
    over.abort();
    await own.catch(() => undefined);
    await queue.close();
  }
}

/** How a worker is called in the queue's table: `bench-3, process 4711`. */
export function processName(): string {
  return `${hostname()}, process ${String(process.pid)}`;
}

function workersText(workers: number, threads: number): string {
  return `${counted(workers, 'worker')} with ${counted(threads, 'thread')}`;
}
