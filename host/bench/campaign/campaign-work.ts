import type { WorkKind } from '@fobkit/store/work';
import * as v from 'valibot';
import { type ChunkResult, chunkResultSchema } from './chunk.ts';
import { type CampaignOrder, campaignOrderSchema, chunksOf, runsOf } from './order.ts';

/** Campaigns as work that is done in shares. */
export const campaignWork: WorkKind<CampaignOrder, ChunkResult> = {
  name: 'campaign',
  order: campaignOrderSchema,
  sharesOf: chunksOf,
  write: (result) => JSON.stringify(result),
  read: (text, order, share) => {
    const result = v.parse(chunkResultSchema, JSON.parse(text));
    // One that tells fewer runs than it has would leave some out of the report unnoticed.
    const runs = runsOf(order, share).length;
    const whole = result.runs === runs && result.failures.every(({ run }) => run < order.runs);
    if (result.chunk !== share || !whole) throw new RangeError('a result of other runs');
    return result;
  },
};
