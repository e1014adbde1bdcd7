import { type CampaignPool, makeCampaignPool } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';

/** Threads that do shares of campaigns. */
export function campaignPool(threads: number): CampaignPool {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fromSource ? './campaign-thread.ts' : './campaign-thread.js';
  return makeCampaignPool({ entry: new URL(file, import.meta.url), threads, clock: nodeClock });
}
