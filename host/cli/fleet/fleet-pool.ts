import { nodeClock } from '@fobkit/client/node';
import { type FleetTask, type ShareResult, shareResultSchema } from '@fobkit/fleet';
import { ThreadPool } from '@fobkit/store/work';

export type FleetPool = ThreadPool<FleetTask, ShareResult>;

/** Threads that do shares of runs of fleets. */
export function fleetPool(threads: number): FleetPool {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = new URL(fromSource ? './fleet-thread.ts' : './fleet-thread.js', import.meta.url);
  return new ThreadPool({ entry, threads, clock: nodeClock, result: shareResultSchema });
}
