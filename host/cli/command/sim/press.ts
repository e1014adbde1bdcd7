import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { SimHandle } from '@fobkit/emulator/sims';
import { wholeNumber } from '../../argument/number.ts';
import type { Define } from '../../program/cli.ts';
import { addSimOption, type SimOption } from '../../sim/sim-options.ts';
import { tellLcd } from '../../sim/tell-lcd.ts';
import { rigOf } from '../../sim/choose-sim.ts';

const HELP = `
A press lasts 150 ms. What the fob shows after it is drawn.

Examples:
  $ fob sim press
  $ fob sim press --ms 40`;

/** Longer than a press and its bounce. */
const ANSWER_MS = 500;

interface PressOptions extends SimOption {
  readonly ms?: number;
}

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--ms <n>', 'how long the finger stays, in milliseconds', wholeNumber(1, 60_000))
    .addHelpText('after', HELP)
    .action(async (options: PressOptions) => {
      const rig = await rigOf(options);
      const milliseconds = options.ms === undefined ? {} : { milliseconds: options.ms };
      const before = await rig.lcdText();
      const fob = await rig.act({ action: 'press', ...milliseconds });
      await change(rig, before, cli.signal);
      await tellLcd(cli, options, rig, fob);
    });
};

/** The fob answers a press when its contact has settled; one whose time stands still never does. */
async function change(rig: SimHandle, before: string, signal: AbortSignal): Promise<void> {
  const deadline = nodeClock.now() + ANSWER_MS;
  while (nodeClock.now() < deadline && (await rig.lcdText()) === before) {
    await delay(nodeClock, 25, signal);
  }
}
