import { nodeClock } from '@fobkit/client/node';
import type { FleetTally } from '@fobkit/emulator/fleet';
import {
  exampleFleets,
  type FleetOrder,
  type FleetTask,
  sharesOf,
  type ShareResult,
  shareResultSchema,
} from '@fobkit/fleet';
import { localShares, ThreadPool } from '@fobkit/store/work';
import { isDeepStrictEqual } from 'node:util';
import { type BenchTable, median } from './harness.ts';
import { atLeast } from './target.ts';

const ROUNDS = 3;
const EXAMPLE = 'manual-1303';
/** Four shares of a run. */
const FOBS = 16_384;
const DAYS = 1826;
const entry = new URL('../../host/cli/dist/fleet/fleet-thread.js', import.meta.url);

type Pool = ThreadPool<FleetTask, ShareResult>;

interface Round {
  readonly seconds: number;
  readonly tallies: readonly FleetTally[];
}

/** A fleet with its codes computed and verified, by one worker thread and by two, round by round. */
export async function benchFleetWorkers(): Promise<BenchTable> {
  const example = (await exampleFleets()).find(({ name }) => name === EXAMPLE);
  if (example === undefined) throw new Error(`no fleet ${EXAMPLE}`);
  const order = (fobs: number): FleetOrder => ({
    file: example,
    change: { fobs, days: DAYS, computesCodes: true },
    fobs,
    policies: ['asahi-1303'],
  });
  const pools = [1, 2].map(
    (threads): Pool =>
      new ThreadPool({ entry, threads, clock: nodeClock, result: shareResultSchema }),
  );
  const rounds = new Map<Pool, Round[]>(pools.map((pool) => [pool, []]));
  try {
    // Threads are started, and what they run is compiled: a share each.
    for (const pool of pools) await run(pool, order((FOBS / 4) * pool.threads));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [pool, done] of rounds) done.push(await run(pool, order(FOBS)));
    }
  } finally {
    for (const pool of pools) await pool.close();
  }
  const [first, ...others] = [...rounds.values()].flat();
  if (others.some(({ tallies }) => !isDeepStrictEqual(tallies, first?.tallies))) {
    throw new Error('the same fleet came to two results');
  }
  const [one = Number.NaN, two = Number.NaN] = [...rounds.values()].map((done) =>
    median(done.map(({ seconds }) => seconds)),
  );
  return {
    title: `fleet ${EXAMPLE}: five years, codes computed and verified`,
    columns: ['worker threads', 's', 'M fob-days/s', '× one', 'target'],
    rows: [one, two].map((seconds, index) => [
      index + 1,
      seconds.toFixed(1),
      ((FOBS * DAYS) / seconds / 1e6).toFixed(1),
      (one / seconds).toFixed(2),
      index === 0 ? '' : atLeast(1.8, one / seconds, '×'),
    ]),
    notes: [
      `${FOBS} fobs; medians of ${ROUNDS} interleaved rounds, by the clock; the same bytes each time.`,
    ],
  };
}

async function run(pool: Pool, order: FleetOrder): Promise<Round> {
  const begin = performance.now();
  const done: ShareResult[] = [];
  const shares = localShares(sharesOf(order), pool.threads, (share) => pool.run({ order, share }));
  for await (const result of shares) done.push(result);
  const seconds = (performance.now() - begin) / 1000;
  const tallies = done.sort((a, b) => a.share - b.share).map(({ tally }) => tally);
  return { seconds, tallies };
}
