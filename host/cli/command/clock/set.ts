import { type ClockSetting, requireCapability, ticksOfUnixMs } from '@fobkit/client';
import { TICKS_PER_SECOND, type FobInfo, toHex } from '@fobkit/protocol';
import { parseMoment } from '../../argument/moment.ts';
import { withFob } from '../../device/connect.ts';
import { namesOf } from '../../device/describe.ts';
import {
  addAnyDeviceOption,
  addJsonOption,
  type DeviceOption,
  deviceUrlOf,
} from '../../device/device-options.ts';
import { isOtherUrl, nameOf, type OtherUrl, withOther } from '../../device/other-device.ts';
import { referenceFor } from '../../device/reference.ts';
import { addKeyOptions, type KeyOptions, transportKey } from '../../device/transport-key.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { formatDrift, formatUtc } from '../../terminal/moment.ts';

const HELP = `
A loaded fob takes only what its profile allows, and never a time that goes
back; more wants a wipe. A Nitrokey takes the time from anybody, and one that
goes back with --force alone.

Examples:
  $ fob clock set
  $ fob clock set --at 2026-11-23T09:30:00Z --key-file fob.key
  $ fob clock set --device nitrokey:5f11 --force`;

/**
 * A clock that is so little off, in seconds, is right: asking takes time too. One that is ahead is
 * left so, since the clock of a loaded fob never goes back.
 */
const RIGHT = { behind: 0.1, ahead: 1 } as const;

interface SetOptions extends DeviceOption, KeyOptions {
  readonly at?: number;
  readonly force?: boolean;
}

export const define: Define = (command, cli) => {
  addJsonOption(addKeyOptions(addAnyDeviceOption(command)))
    .option('--at <time>', 'set it to this time instead of world time', parseMoment)
    .option('--force', 'a Nitrokey: set it even to a time before one that it has seen')
    .addHelpText('after', HELP)
    .action(async (options: SetOptions) => {
      const url = deviceUrlOf(options);
      if (isOtherUrl(url)) {
        await setOther(cli, url, options);
        return;
      }
      if (options.force === true) throw usage('--force goes with --device nitrokey:');
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const reference = await referenceFor(toHex(info.deviceId), options.at);
        const before = reference.unixMs();
        const { clock } = await fob.getStatus({ signal });
        const world = (before + reference.unixMs()) / 2000;
        const key = await transportKey(cli, options, info);
        if (info.loaded !== undefined && clock !== undefined && isRight(clock, world)) {
          tell(cli, options, info, { before: clock, after: clock });
          return;
        }
        const session = await fob.openChannel(key, { signal });
        const ticks = ticksOfUnixMs(reference.unixMs());
        tell(cli, options, info, await session.setClock(ticks, { signal }));
      });
    });
};

async function setOther(cli: Cli, url: OtherUrl, options: SetOptions): Promise<void> {
  const { signal } = cli;
  await withOther(cli, url, async (device) => {
    const token = requireCapability(device, 'take-time');
    const unixTime = Math.floor((await referenceFor(undefined, options.at)).unixMs() / 1000);
    await token.setTime(unixTime, { force: options.force === true, signal });
    const { deviceId = null } = await device.info({ signal });
    if (options.json === true) cli.out.json({ deviceId, unixTime });
    else cli.out.print(`${await nameOf(device, signal)} takes it for ${formatUtc(unixTime)}.`);
  });
}

function isRight(clock: number, world: number): boolean {
  const ahead = clock / TICKS_PER_SECOND - world;
  return ahead > -RIGHT.behind && ahead < RIGHT.ahead;
}

function tell(cli: Cli, options: SetOptions, info: FobInfo, set: ClockSetting): void {
  const after = set.after / TICKS_PER_SECOND;
  const before = set.before === undefined ? undefined : set.before / TICKS_PER_SECOND;
  if (options.json === true) {
    cli.out.json({ ...namesOf(info), before: before ?? null, unixTime: after });
    return;
  }
  const moved = before === undefined ? 'it was lost' : `moved by ${formatDrift(after - before)}`;
  const how = before === after ? 'it was right already' : moved;
  cli.out.print(`The clock of the fob is ${formatUtc(after)}; ${how}.`);
}
