import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { SimHandle } from '@fobkit/emulator/sims';
import type { RigFob } from '@fobkit/protocol';
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
      const before = await look(rig);
      const fob = await rig.act({ action: 'press', ...milliseconds });
      await change(rig, before.drawing, cli.signal);
      await tellLcd(cli, options, rig, fob);
      const why = whyDark(before, await look(rig));
      if (why !== undefined && options.json !== true) cli.out.note(why);
    });
};

/** What an eye and its clock see. */
interface Look {
  readonly drawing: string;
  readonly on: boolean;
  readonly fob: RigFob;
}

async function look(rig: SimHandle): Promise<Look> {
  const drawing = await rig.lcdText();
  const { on } = await rig.lcd();
  return { drawing, on, fob: await rig.status() };
}

/** Why the LCD shows nothing after a press; undefined when it shows something. */
export function whyDark(before: Look, after: Look): string | undefined {
  if (after.on) return undefined;
  if (!after.fob.running) return 'The LCD is dark: the fob is without power.';
  if (after.fob.worldTicks === before.fob.worldTicks) {
    return 'The LCD is dark: world time stands still. fob sim advance 1s lets the fob answer.';
  }
  return before.on
    ? 'The LCD is dark: the press turned it off. Another press turns it on.'
    : 'The LCD is dark: the fob did not answer the press; fob sim show tells how it is.';
}

/** The fob answers a press when its contact has settled; one whose time stands still never does. */
async function change(rig: SimHandle, before: string, signal: AbortSignal): Promise<void> {
  const deadline = nodeClock.now() + ANSWER_MS;
  while (nodeClock.now() < deadline && (await rig.lcdText()) === before) {
    await delay(nodeClock, 25, signal);
  }
}
