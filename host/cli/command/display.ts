import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import type { Define } from '../program/cli.ts';

const HELP = `
It is what the firmware asked the LCD to show. A broken segment shows another
picture: fob sim show draws that of an emulated fob.

Examples:
  $ fob display
  $ fob display --json`;

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .addHelpText('after', HELP)
    .action(async (options: DeviceOption) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const { on, text, caption, secondsLeft } = await fob.readDisplay({ signal });
        if (options.json === true) {
          const rest = { caption: caption ?? null, secondsLeft: secondsLeft ?? null };
          cli.out.json({ ...namesOf(info), on, text, ...rest });
        } else if (on) {
          cli.out.print(caption === undefined ? text : `${text}  ${caption}`);
          if (secondsLeft !== undefined) cli.out.note(`${String(secondsLeft)} s left`);
        } else cli.out.note('The display is off; press the button.');
      });
    });
};
