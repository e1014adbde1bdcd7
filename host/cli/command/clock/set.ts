import { TICKS_PER_SECOND, ticksOfUnixMs } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { parseMoment } from '../../argument/moment.ts';
import { withFob } from '../../device/connect.ts';
import { namesOf } from '../../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../../device/device-options.ts';
import { referenceFor } from '../../device/reference.ts';
import { addKeyOptions, type KeyOptions, transportKey } from '../../device/transport-key.ts';
import type { Define } from '../../program/cli.ts';
import { formatDrift, formatUtc } from '../../terminal/moment.ts';

const HELP = `
A loaded fob takes only what its profile allows, and never a time that goes
back; more wants a wipe.

Examples:
  $ fob clock set
  $ fob clock set --at 2026-11-23T09:30:00Z --key-file fob.key`;

interface SetOptions extends DeviceOption, KeyOptions {
  readonly at?: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(addKeyOptions(addDeviceOption(command)))
    .option('--at <time>', 'set it to this time instead of world time', parseMoment)
    .addHelpText('after', HELP)
    .action(async (options: SetOptions) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const session = await fob.openChannel(await transportKey(cli, options, info), { signal });
        const reference = await referenceFor(toHex(info.deviceId), options.at);
        const set = await session.setClock(ticksOfUnixMs(reference.unixMs()), { signal });
        const after = set.after / TICKS_PER_SECOND;
        const before = set.before === undefined ? undefined : set.before / TICKS_PER_SECOND;
        if (options.json === true) {
          cli.out.json({ ...namesOf(info), before: before ?? null, unixTime: after });
          return;
        }
        const moved =
          before === undefined ? 'it was lost' : `moved by ${formatDrift(after - before)}`;
        cli.out.print(`The clock of the fob is ${formatUtc(after)}; ${moved}.`);
      });
    });
};
