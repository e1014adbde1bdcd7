import type { Define } from '../../program/cli.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellRig } from '../../sim/tell-rig.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
A pseudo-terminal may have another number than before; the address is told.

Examples:
  $ fob sim replug`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .addHelpText('after', HELP)
    .action(async (options: SimOption) => {
      const rig = await rigOf(options);
      tellRig(cli, options, await rig.act({ action: 'replug' }));
    });
};
