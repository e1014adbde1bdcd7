import type { Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { chooseSim } from '../../sim/choose-sim.ts';
import { companionsOf, endSims } from '../../sim/end-sims.ts';
import type { SimRecord } from '@fobkit/emulator/sims';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { knownSims } from '../../sim/sims.ts';

const HELP = `
Ended fobs are gone: fob sim snapshot saves one before. --all ends those that
do not answer too, and clears away the logs of those that died.

Examples:
  $ fob sim down
  $ fob sim down --all`;

interface DownOptions extends SimOption {
  readonly together?: boolean;
  readonly all?: boolean;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--together', 'with those that share its process, as --count makes them')
    .option('--all', 'all of them')
    .addHelpText('after', HELP)
    .action(async (options: DownOptions) => {
      const { id, device, together = false, all = false } = options;
      if (all && (id !== undefined || device !== undefined || together)) {
        throw usage('--all excludes --id, --device and --together');
      }
      const census = await knownSims();
      const sims = [...census.up, ...census.failed, ...census.silent, ...census.stale];
      // Without a name it is the one that is up, whatever lies about of others.
      const named = id !== undefined || device !== undefined || census.up.length === 0;
      const sim = (): SimRecord => chooseSim(named ? sims : census.up, options);
      const ended = all ? sims : companionsOf(sims, sim(), together);
      await endSims(cli, census, ended);
      const ids = ended.map(({ deviceId }) => deviceId);
      if (options.json === true) cli.out.json({ ended: ids });
      else if (ids.length === 0) cli.out.note('No emulated fob was up.');
      else cli.out.print(`Ended: ${ids.join(', ')}`);
    });
};
