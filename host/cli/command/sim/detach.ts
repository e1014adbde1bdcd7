import type { Define } from '../../program/cli.ts';
import { noFob } from '../../program/cli-error.ts';
import { addSimOption } from '../../sim/sim-options.ts';
import { detachAll } from '../../usb/attach.ts';
import { type ExportedOption, exportedSims } from '../../usb/exported-sims.ts';
import { systemTool } from '../../usb/usbip-tool.ts';
import { attachedUsb } from '../../usb/vhci.ts';

const HELP = `
The fob stays up and can be attached again. Wants root, as fob sim attach does.

Examples:
  $ fob sim detach
  $ fob sim detach --all --json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--all', 'all emulated fobs that are attached')
    .addHelpText('after', HELP)
    .action(async (options: ExportedOption) => {
      const ids = (await exportedSims(options)).map(({ deviceId }) => deviceId);
      const tool = systemTool(cli.signal);
      const devices = attachedUsb(tool.machine.root).filter(({ deviceId }) =>
        ids.includes(deviceId),
      );
      if (devices.length === 0 && options.all !== true) {
        throw noFob('not-attached', `fob ${ids.join(', ')} is not attached to this machine`);
      }
      await detachAll(tool, devices);
      const detached = devices.map(({ deviceId }) => deviceId);
      if (options.json === true) cli.out.json({ detached });
      else if (detached.length === 0) cli.out.note('No emulated fob is attached to this machine.');
      else cli.out.print(`Detached: ${detached.join(', ')}`);
    });
};
