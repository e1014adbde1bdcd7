import { decimal } from '../../argument/number.ts';
import { withFob } from '../../device/connect.ts';
import { namesOf } from '../../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../../device/device-options.ts';
import { addKeyOptions, type KeyOptions, transportKey } from '../../device/transport-key.ts';
import type { Define } from '../../program/cli.ts';

const HELP = `
A clock that gains 3.5 seconds in a million runs 3.5 ppm fast: trim it by -3.5.
The trim replaces the one that was set. A negative number goes behind --.

Examples:
  $ fob clock trim 2
  $ fob clock trim -- -3.5`;

interface TrimOptions extends DeviceOption, KeyOptions {}

export const define: Define = (command, cli) => {
  addJsonOption(addKeyOptions(addDeviceOption(command)))
    .argument(
      '<ppm>',
      'parts per million; positive makes the clock faster',
      decimal(-10_000, 10_000),
    )
    .addHelpText('after', HELP)
    .action(async (ppm: number, options: TrimOptions) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const session = await fob.openChannel(await transportKey(cli, options, info), { signal });
        const trimPpb = Math.round(ppm * 1000);
        const { before } = await session.trimClock(trimPpb, { signal });
        if (options.json === true) cli.out.json({ ...namesOf(info), before, trimPpb });
        else cli.out.print(`Trimmed to ${String(ppm)} ppm; it was ${String(before / 1000)} ppm.`);
      });
    });
};
