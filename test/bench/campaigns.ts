import { type CampaignPool, localChunks, makeCampaignPool, runCampaign } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { profiles } from '@fobkit/emulator';
import { type BenchTable, median } from './harness.ts';
import { holds } from './target.ts';

const ROUNDS = 3;
const RUNS = 100;
const entry = new URL('../../host/cli/dist/bench/campaign/campaign-thread.js', import.meta.url);
const order = { seed: 1, runs: RUNS, profiles: profiles.map(({ name }) => name) };

interface Round {
  readonly seconds: number;
  readonly steps: number;
  readonly report: string;
}

/** Campaigns by one worker thread and by two, the same seed, round by round. */
export async function benchCampaigns(): Promise<BenchTable> {
  const pools = [1, 2].map((threads) => makeCampaignPool({ entry, threads, clock: nodeClock }));
  const rounds = new Map<CampaignPool, Round[]>(pools.map((pool) => [pool, []]));
  try {
    // Threads are started, and what they run is compiled.
    for (const pool of pools) await campaign(pool);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [pool, done] of rounds) done.push(await campaign(pool));
    }
  } finally {
    for (const pool of pools) await pool.close();
  }
  const reports = new Set([...rounds.values()].flat().map(({ report }) => report));
  if (reports.size > 1) throw new Error('the same seed gave two reports');
  const [one] = [...rounds.values()].map((done) => rateOf(done));
  return {
    title: 'Campaigns: scenarios drawn from a seed, with their invariants',
    columns: ['worker threads', 'scenarios/s', 'steps/s', '× one', 'target'],
    rows: [...rounds].map(([{ threads }, done]) => [
      threads,
      rateOf(done).toFixed(0),
      ((rateOf(done) * (done[0]?.steps ?? 0)) / RUNS).toFixed(0),
      (rateOf(done) / (one ?? 1)).toFixed(2),
      holds('the same report', true),
    ]),
    notes: [
      `Medians of ${ROUNDS} interleaved rounds of ${RUNS} runs of all fob types. A run loads a fob over the sealed`,
      'channel, does a dozen steps with faults, and asks at the end whether the fob still answers.',
    ],
  };
}

async function campaign(pool: CampaignPool): Promise<Round> {
  const begin = performance.now();
  const report = await runCampaign(order, {
    tool: 'bench',
    pool,
    chunks: localChunks(order, pool),
  });
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, steps: report.steps, report: JSON.stringify(report) };
}

function rateOf(rounds: readonly Round[]): number {
  return RUNS / median(rounds.map(({ seconds }) => seconds));
}
