import type { HostEnv } from '../host-env.ts';
import { gather, groupByDevice } from './candidate.ts';
import type { DiscoverOptions, Discovery } from './found.ts';
import { merge } from './merge.ts';
import { probeGroup } from './probe.ts';

/**
 * Asks who is there. A fob on several links is one, told by its device id: what USB tells as its
 * serial number spares asking on the second link when the first has answered.
 */
export async function discover(env: HostEnv, options: DiscoverOptions): Promise<Discovery> {
  const { candidates, faults } = await gather(options.providers, options.signal);
  const known = new Set(candidates.map(({ url }) => url));
  const named = (options.named ?? []).filter((url) => !known.has(url));
  const all = [...candidates, ...named.map((url) => ({ url, ours: false }))];
  const probes = groupByDevice(all).map((group) => probeGroup(env, options, group));
  return { found: merge((await Promise.all(probes)).flat()), faults };
}
