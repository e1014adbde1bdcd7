import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import type { Define } from '../program/cli.ts';

const HELP = `
Examples:
  $ fob wink --device serial:/dev/ttyACM0`;

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .addHelpText('after', HELP)
    .action(async (options: DeviceOption) => {
      await withFob(cli, options, async (fob) => {
        const names = namesOf(await fob.getInfo({ signal: cli.signal }));
        await fob.wink({ signal: cli.signal });
        if (options.json === true) cli.out.json({ ...names, winked: true });
        else cli.out.print(`Fob ${names.serial ?? names.deviceId} winks.`);
      });
    });
};
