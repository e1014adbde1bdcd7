import type { FarmBench } from '../../../../../host/emulator/farm/farm-bench.ts';
import type { StationOrder } from './messages.ts';
import { type StationEnd, StationProcess } from './station-process.ts';

/** What happens to the fobs in the ports when the station dies. */
export const alsoHappens = ['nothing', 'cut', 'pull'] as const;
export type AlsoHappens = (typeof alsoHappens)[number];

export interface Kill {
  readonly dieAt: NonNullable<StationOrder['dieAt']>;
  readonly also: AlsoHappens;
}

/**
 * Runs one station process after the other on a lot, each killed at its place, and a last one that
 * is not. The next one is started while the one before works.
 */
export async function killSeries(
  order: Omit<StationOrder, 'dieAt'>,
  bench: FarmBench,
  kills: readonly Kill[],
): Promise<readonly StationEnd[]> {
  const ends: StationEnd[] = [];
  let next = new StationProcess();
  for (const { dieAt, also } of kills) {
    const station = next;
    next = new StationProcess();
    ends.push(await station.run({ ...order, dieAt }, bench));
    if (also !== 'nothing') bench.befallAll(also);
  }
  ends.push(await next.run(order, bench));
  return ends;
}
