import { availableParallelism } from 'node:os';
import { fleetWork } from '@fobkit/fleet';
import { fleetPool } from '../../fleet/fleet-pool.ts';
import type { Define } from '../../program/cli.ts';
import { takeShares } from '../../work/take-shares.ts';
import { addWorkerOptions, type WorkerOptions } from '../../work/worker-options.ts';

const HELP = `
Takes parts of fleets out of a queue until it is told to end (Ctrl-C). Any
number of workers share a run; they come and go as they like: the part of one
that dies is done by another. Worker and run are of the same version of fobkit.

Examples:
  $ fob fleet worker --queue postgres://bench@db/fobkit
  $ fob fleet worker --queue postgres://bench@db/fobkit --workers 4`;

export const define: Define = (command, cli) => {
  addWorkerOptions(command, 'fob fleet run')
    .addHelpText('after', HELP)
    .action(async ({ queue: url, workers: threads = availableParallelism() }: WorkerOptions) => {
      const pool = fleetPool(threads);
      await takeShares(cli, fleetWork, {
        url,
        threads,
        doShare: (order, share) => pool.run({ order, share }),
        close: () => pool.close(),
      });
    });
};
