import { availableParallelism } from 'node:os';
import { campaignWork, type ChunkResult, doChunk } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { campaignPool } from '../../bench/campaign/campaign-pool.ts';
import { takeShares } from '../../work/take-shares.ts';
import { addWorkerOptions, type WorkerOptions } from '../../work/worker-options.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { counted } from '../../terminal/counted.ts';

const HELP = `
Takes shares of campaigns out of a queue until it is told to end (Ctrl-C). Any
number of workers share a campaign; they come and go as they like: the share of
one that dies is done by another. Worker and campaign are of the same version
of fobkit.

Examples:
  $ fob bench worker --queue postgres://bench@db/fobkit
  $ fob bench worker --queue postgres://bench@db/fobkit --workers 4`;

const TELL_MS = 10_000;

export const define: Define = (command, cli) => {
  addWorkerOptions(command, 'fob bench campaign')
    .addHelpText('after', HELP)
    .action(async ({ queue: url, workers: threads = availableParallelism() }: WorkerOptions) => {
      const pool = campaignPool(threads);
      await takeShares(cli, campaignWork, {
        url,
        threads,
        doShare: (order, chunk) => doChunk(order, chunk, pool),
        close: () => pool.close(),
        onShare: tally(cli),
      });
    });
};

/** The first share at once, then a line now and then: a night has a hundred thousand shares. */
function tally(cli: Cli): (done: ChunkResult) => void {
  let runs = 0;
  let failures = 0;
  let told = -Infinity;
  return (done) => {
    runs += done.runs;
    failures += done.failures.length;
    if (nodeClock.now() - told < TELL_MS) return;
    told = nodeClock.now();
    const found = failures === 0 ? '' : `, ${counted(failures, 'failure')}`;
    cli.out.note(`${counted(runs, 'run')} done${found}`);
  };
}
