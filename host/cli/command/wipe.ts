import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import { addKeyOptions, type KeyOptions, transportKey } from '../device/transport-key.ts';
import { confirm } from '../input/confirm.ts';
import type { Define } from '../program/cli.ts';
import { refused } from '../program/cli-error.ts';

const HELP = `
Seed, serial label and counter are gone for good; the transport key stays.

Examples:
  $ fob wipe
  $ fob wipe --device serial:/dev/ttyACM0 --yes`;

interface WipeOptions extends DeviceOption, KeyOptions {
  readonly yes?: boolean;
}

export const define: Define = (command, cli) => {
  addJsonOption(addKeyOptions(addDeviceOption(command)))
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (options: WipeOptions) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const names = namesOf(info);
        const which = names.serial ?? names.deviceId;
        if (options.yes !== true && !(await confirm(cli, `Wipe fob ${which} for good?`))) {
          throw refused('not-confirmed', 'nothing was wiped');
        }
        const session = await fob.openChannel(await transportKey(cli, options, info), { signal });
        await session.wipe({ signal });
        if (options.json === true) cli.out.json({ ...names, wiped: true });
        else cli.out.print(`Fob ${which} is wiped.`);
      });
    });
};
