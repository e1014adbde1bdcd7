import { readSnapshot } from '../../input/read-input.ts';
import type { Define } from '../../program/cli.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellRig } from '../../sim/tell-rig.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
Everything is as it was then, world time too; its ports stay.

Examples:
  $ fob sim restore before.json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .argument('<file>', 'what fob sim snapshot wrote')
    .addHelpText('after', HELP)
    .action(async (file: string, options: SimOption) => {
      const text = await readSnapshot(cli, file);
      const rig = await rigOf(options);
      tellRig(cli, options, await rig.restore(text));
    });
};
