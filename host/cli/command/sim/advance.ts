import { parseDuration } from '../../argument/duration.ts';
import type { Define } from '../../program/cli.ts';
import { advanceInParts } from '../../sim/advance-in-parts.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellRig } from '../../sim/tell-rig.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
Durations: 90s, 5m, 12h, 30d, 2w, 1y (365 days), 1d12h.

Examples:
  $ fob sim advance 30d
  $ fob sim advance 5y --json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .argument('<duration>', 'how much world time passes', parseDuration)
    .addHelpText('after', HELP)
    .action(async (seconds: number, options: SimOption) => {
      const rig = await rigOf(options);
      await advanceInParts(cli, rig, seconds, options.json === true);
      tellRig(cli, options, await rig.status());
    });
};
