import {
  type CampaignOptions,
  type CampaignOrder,
  type CampaignReport,
  campaignWork,
  doChunk,
  runCampaign,
} from '@fobkit/bench';
import { sharesByQueue } from '../../work/shares-by-queue.ts';

export interface QueueCampaignOptions extends Omit<CampaignOptions, 'chunks'> {
  readonly url: string;
  /** The threads of this process take shares too. */
  readonly takesPart: boolean;
  /** Told beside the progress. */
  readonly aside: (text: string) => void;
  /** A line of its own, where no bar is drawn. */
  readonly note: (text: string) => void;
}

/** A campaign whose shares are done by workers on the queue. Rejects with a `CliError`. */
export async function queueCampaign(
  order: CampaignOrder,
  { url, takesPart, aside, note, ...options }: QueueCampaignOptions,
): Promise<CampaignReport> {
  const { pool, signal } = options;
  return await sharesByQueue(campaignWork, order, {
    url,
    threads: takesPart ? pool.threads : 0,
    doShare: (given, chunk) => doChunk(given, chunk, pool),
    worker: 'fob bench worker',
    aside,
    note,
    ...(signal === undefined ? {} : { signal }),
    collect: (chunks) => runCampaign(order, { ...options, chunks }),
  });
}
