import { nodeClock } from '@fobkit/client/node';
import { type FleetOrder, fleetWork, shareOf, type ShareResult, sharesOf } from '@fobkit/fleet';
import type { FleetTally } from '@fobkit/emulator/fleet';
import { localShares, WorkerError } from '@fobkit/store/work';
import type { Cli } from '../program/cli.ts';
import { counted } from '../terminal/counted.ts';
import { sharesByQueue } from '../work/shares-by-queue.ts';
import { fleetBar } from './fleet-bar.ts';
import { fleetPool } from './fleet-pool.ts';
import { stopped } from './stopped.ts';
import { workerFailure } from './worker-failure.ts';

export interface RunOrderOptions {
  /** Threads of this process; 0 with a queue: only others work. */
  readonly threads: number;
  /** URL of a PostgreSQL database. */
  readonly queue?: string;
  /** Days that are simulated, for the progress. */
  readonly days: number;
}

/**
 * Lets a fleet live under each policy of the order; gives the tallies of its parts by policy, in the
 * order of the fobs. Rejects with a `CliError`, `WorkerError`, or the signal's reason.
 */
export async function runOrder(
  cli: Cli,
  order: FleetOrder,
  { threads, queue, days }: RunOrderOptions,
): Promise<readonly (readonly FleetTally[])[]> {
  const shares = sharesOf(order);
  let done = 0;
  const bar = fleetBar(cli.out, { shares, now: () => nodeClock.now() });
  const pool = fleetPool(Math.max(1, threads));
  const end = (): void => void pool.close();
  cli.signal.addEventListener('abort', end);
  const doShare = (given: FleetOrder, share: number): Promise<ShareResult> =>
    pool.run({ order: given, share });
  const collect = async (results: AsyncIterable<ShareResult>): Promise<Map<number, FleetTally>> => {
    const parts = new Map<number, FleetTally>();
    let fobDays = 0;
    for await (const { share, tally } of results) {
      cli.signal.throwIfAborted();
      parts.set(share, tally);
      fobDays += shareOf(order, share).count * days;
      done = parts.size;
      bar.update(done, fobDays);
    }
    cli.signal.throwIfAborted();
    return parts;
  };
  try {
    const parts =
      queue === undefined
        ? await collect(localShares(shares, threads, (share) => doShare(order, share)))
        : await sharesByQueue(fleetWork, order, {
            url: queue,
            threads,
            doShare,
            worker: 'fob fleet worker',
            aside: (workers) => {
              bar.aside(workers);
            },
            note: (text) => {
              // A bar that is drawn says so all the time.
              if (!cli.out.drawsBars) cli.out.note(text);
            },
            signal: cli.signal,
            collect,
          });
    return byPolicy(order, parts);
  } catch (error) {
    if (cli.signal.aborted) {
      const message = `stopped when ${String(done)} of ${counted(shares, 'part')} had been done; nothing was written`;
      throw stopped(cli.signal, message);
    }
    throw error instanceof WorkerError ? workerFailure(error) : error;
  } finally {
    cli.signal.removeEventListener('abort', end);
    bar.stop();
    await pool.close();
  }
}

function byPolicy(
  order: FleetOrder,
  parts: ReadonlyMap<number, FleetTally>,
): readonly (readonly FleetTally[])[] {
  const found: FleetTally[][] = order.policies.map(() => []);
  for (let share = 0; share < sharesOf(order); share++) {
    const tally = parts.get(share);
    if (tally === undefined) throw new RangeError(`share ${String(share)} of the run is missing`);
    found[shareOf(order, share).policy]?.push(tally);
  }
  return found;
}
