import type { Define } from '../../program/cli.ts';
import { noFob } from '../../program/cli-error.ts';
import { addSimOption } from '../../sim/sim-options.ts';
import { detachAll } from '../../usb/attach.ts';
import { type ExportedOption, exportedSims } from '../../usb/exported-sims.ts';
import { systemTool } from '../../usb/usbip-tool.ts';

const HELP = `
The fob stays up and can be attached again. Wants root, as fob sim attach does.

Examples:
  $ fob sim detach
  $ fob sim detach --sudo
  $ fob sim detach --all --json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--all', 'all emulated fobs that are attached')
    .option('--sudo', 'run usbip by sudo')
    .addHelpText('after', HELP)
    .action(async (options: ExportedOption) => {
      const fobs = await exportedSims(options);
      const done = await detachAll(systemTool(cli.signal, options.sudo), fobs);
      const detached = done.map(({ deviceId }) => deviceId);
      if (detached.length === 0 && options.all !== true) {
        const ids = fobs.map(({ deviceId }) => deviceId).join(', ');
        throw noFob('not-attached', `fob ${ids} is not attached to this machine`);
      }
      if (options.json === true) cli.out.json({ detached });
      else if (detached.length === 0) cli.out.note('No emulated fob is attached to this machine.');
      else cli.out.print(`Detached: ${detached.join(', ')}`);
    });
};
