import { parseDuration } from '../../argument/duration.ts';
import type { Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellLcd } from '../../sim/tell-lcd.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
Without a duration the finger stays until fob sim hold --release. In world time:
fob sim advance passes it at once.

Examples:
  $ fob sim hold 8s
  $ fob sim hold
  $ fob sim hold --release`;

interface HoldOptions extends SimOption {
  readonly release?: boolean;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    .argument('[duration]', 'how long the finger stays, such as 8s', parseDuration)
    .option('--release', 'lift the finger')
    .addHelpText('after', HELP)
    .action(async (seconds: number | undefined, options: HoldOptions) => {
      if (options.release === true && seconds !== undefined) {
        throw usage('a duration and --release exclude each other');
      }
      const rig = await rigOf(options);
      const hold = { action: 'hold', ...(seconds === undefined ? {} : { seconds }) } as const;
      const fob = await rig.act(options.release === true ? { action: 'release' } : hold);
      await tellLcd(cli, options, rig, fob);
    });
};
