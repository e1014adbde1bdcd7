import { ThreadPool } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';

/** Threads that do shares of campaigns. */
export function campaignPool(threads: number): ThreadPool {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fromSource ? './campaign-thread.ts' : './campaign-thread.js';
  return new ThreadPool({ entry: new URL(file, import.meta.url), threads, clock: nodeClock });
}
