import { writeSecret } from '../../input/write-secret.ts';
import type { Define } from '../../program/cli.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
A snapshot holds the seed, so only fobs of purpose test give one, and the new
file is readable by you alone.

Examples:
  $ fob sim snapshot before.json
  $ fob sim restore before.json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .argument('<file>', 'where it goes; a file that is there is not written over')
    .addHelpText('after', HELP)
    .action(async (file: string, options: SimOption) => {
      const rig = await rigOf(options);
      await writeSecret(file, await rig.snapshot(), 'the snapshot');
      if (options.json === true) cli.out.json({ deviceId: rig.deviceId, file });
      else cli.out.print(`Fob ${rig.deviceId} is saved in ${file}.`);
    });
};
