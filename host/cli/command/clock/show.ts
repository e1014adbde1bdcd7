import { TICKS_PER_SECOND, toHex } from '@fobkit/protocol';
import { parseMoment } from '../../argument/moment.ts';
import { withFob } from '../../device/connect.ts';
import { namesOf } from '../../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../../device/device-options.ts';
import { referenceFor } from '../../device/reference.ts';
import type { Define } from '../../program/cli.ts';
import { facts } from '../../terminal/facts.ts';
import { formatDrift, formatUtc } from '../../terminal/moment.ts';

const HELP = `
Drift is the fob's clock minus world time: that of its rig when it is emulated
on this machine, else the host's clock.

Examples:
  $ fob clock
  $ fob clock --json`;

interface ShowOptions extends DeviceOption {
  readonly at?: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .option('--at <time>', 'compare with this time instead', parseMoment)
    .addHelpText('after', HELP)
    .action(async (options: ShowOptions) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const reference = await referenceFor(toHex(info.deviceId), options.at);
        const before = reference.unixMs();
        const { clock, trimPpb } = await fob.getStatus({ signal });
        // The fob read its clock while the question was on its way.
        const world = (before + reference.unixMs()) / 2000;
        const time = clock === undefined ? undefined : clock / TICKS_PER_SECOND;
        const drift = time === undefined ? undefined : Math.round((time - world) * 1000) / 1000;
        if (options.json === true) {
          cli.out.json({
            ...namesOf(info),
            unixTime: time ?? null,
            reference: reference.name,
            referenceUnixTime: world,
            driftSeconds: drift ?? null,
            trimPpb,
          });
          return;
        }
        cli.out.print(
          facts([
            ['clock of the fob', time === undefined ? 'lost' : formatUtc(time)],
            [reference.name, formatUtc(world)],
            ['drift', drift === undefined ? undefined : formatDrift(drift)],
            ['trim', `${String(trimPpb / 1000)} ppm`],
          ]),
        );
      });
    });
};
