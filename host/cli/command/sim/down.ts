import type { Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { chooseSim } from '../../sim/choose-sim.ts';
import { companionsOf, endSims } from '../../sim/end-sims.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { runningSims } from '../../sim/sims.ts';

const HELP = `
Ended fobs are gone: fob sim snapshot saves one before. What fobs that died
left behind is cleared away too.

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
      const sims = await runningSims();
      const ended = all ? sims : companionsOf(sims, chooseSim(sims, options), together);
      await endSims(cli, ended);
      const ids = ended.map(({ deviceId }) => deviceId);
      if (options.json === true) cli.out.json({ ended: ids });
      else if (ids.length === 0) cli.out.note('No emulated fob was up.');
      else cli.out.print(`Ended: ${ids.join(', ')}`);
    });
};
