import { availableParallelism } from 'node:os';
import { fleetWork } from '@fobkit/fleet';
import { fleetPool } from '../../fleet/fleet-pool.ts';
import { workerLog } from '../../fleet/worker-log.ts';
import type { Define, JsonOption } from '../../program/cli.ts';
import { takeShares } from '../../work/take-shares.ts';
import { addWorkerOptions, type WorkerOptions } from '../../work/worker-options.ts';

const HELP = `
Takes parts of fleets out of a queue until it is told to end (Ctrl-C), and tells
each that it is through with. Any number of workers share a run; they come and
go as they like: the part of one that dies is done by another. Worker and run
are of the same version of fobkit.

A password of the queue stands in PGPASSWORD or ~/.pgpass. What the queue makes
in the database, and the rights that it needs: docs/fleet.md, "Many machines".

Examples:
  $ fob fleet worker --queue postgres://bench@db/fobkit
  $ fob fleet worker --queue postgres://bench@db/fobkit --workers 4`;

type Options = WorkerOptions & JsonOption;

export const define: Define = (command, cli) => {
  addWorkerOptions(command, 'fob fleet run')
    .option('--json', 'print a line of JSON for each part')
    .addHelpText('after', HELP)
    .action(async ({ queue: url, workers: threads = availableParallelism(), json }: Options) => {
      const pool = fleetPool(threads);
      const { onDone, onIdle, onEnd } = workerLog(cli.out, json === true);
      await takeShares(cli, fleetWork, {
        url,
        threads,
        doShare: (order, share) => pool.run({ order, share }),
        close: async () => {
          await pool.close();
          onEnd();
        },
        onDone,
        onIdle,
      });
    });
};
