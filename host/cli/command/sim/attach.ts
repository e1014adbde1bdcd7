import type { Cli, Define } from '../../program/cli.ts';
import { noFob } from '../../program/cli-error.ts';
import { addSimOption } from '../../sim/sim-options.ts';
import { openRig } from '../../sim/sims.ts';
import { facts } from '../../terminal/facts.ts';
import { attachAll, type Attachment } from '../../usb/attach.ts';
import { type ExportedOption, type ExportedSim, exportedSims } from '../../usb/exported-sims.ts';
import { systemTool } from '../../usb/usbip-tool.ts';

const HELP = `
Makes a USB device of this machine of a fob that fob sim up --usbip started:
runs usbip, the tool of Linux, and comes back when the fob's /dev/hidraw* and
/dev/ttyACM* are there. It wants root and the kernel module vhci-hcd; what is
missing is told, with how to get it. Do not run fob by sudo: root has emulated
fobs of its own. A fob that was unplugged is attached anew after fob sim replug.

Examples:
  $ fob sim up --usbip
  $ fob sim attach
  $ fob sim attach --sudo
  $ fob sim attach --all --json`;

export const define: Define = (command, cli) => {
  addSimOption(command)
    .option('--all', 'all emulated fobs that are served by USB/IP')
    .option('--sudo', 'run usbip by sudo')
    .addHelpText('after', HELP)
    .action(async (options: ExportedOption) => {
      const fobs = await exportedSims(options);
      for (const fob of fobs) await refuseUnplugged(fob);
      const attachments = await attachAll(systemTool(cli.signal, options.sudo), fobs);
      tell(cli, options, fobs, attachments);
    });
};

async function refuseUnplugged({ sim }: ExportedSim): Promise<void> {
  const { deviceId, plugged } = await (await openRig(sim)).status();
  if (plugged) return;
  const mend = `fob sim replug --id ${deviceId}`;
  throw noFob('unplugged', `the emulated fob ${deviceId} is unplugged: ${mend}`);
}

function tell(
  cli: Cli,
  { all = false, json = false }: ExportedOption,
  fobs: readonly ExportedSim[],
  attachments: readonly Attachment[],
): void {
  for (const note of new Set(attachments.flatMap(({ missing }) => missing))) cli.out.note(note);
  const rows = attachments.map(({ deviceId, links, localBusId, port }) => {
    const fob = fobs.find((one) => one.deviceId === deviceId);
    return { deviceId, busId: fob?.place.busId, links, localBusId, port, sim: fob?.sim };
  });
  if (json) {
    const told = rows.map(({ sim: _, ...row }) => row);
    cli.out.json(all ? told : told[0]);
    return;
  }
  for (const { deviceId, links, localBusId, port, sim } of rows) {
    cli.out.print(
      facts([
        ['fob', `${deviceId}, ${sim?.profile ?? ''}`],
        ...links.map((link) => ['link', link] as const),
        ['usb', `${localBusId}, port ${String(port)} of vhci-hcd`],
      ]),
    );
  }
}
