import type { Command } from 'commander';
import { parseDeviceId } from '../argument/device-id.ts';
import type { JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** Which fob. */
export interface DeviceOption extends JsonOption {
  readonly device?: string;
  readonly id?: string;
  readonly trace?: string;
}

const TRACE = 'capture what passes the link to a pcapng file, for Wireshark';

export function addDeviceOption(command: Command): Command {
  return command
    .option(
      '-d, --device <url>',
      'a device id, or serial:PATH, hid:PATH, usb:DEVICEID, tcp:HOST:PORT, sim:DEVICEID; ' +
        'the only fob if left out',
    )
    .option('-i, --id <deviceid>', 'the same as --device DEVICEID', parseDeviceId)
    .option('--trace <file>', TRACE);
}

/** The same for commands that know tokens of other makers, and people, too. */
export function addAnyDeviceOption(command: Command): Command {
  return command
    .option(
      '-d, --device <url>',
      'a device id, or serial:PATH, hid:PATH, usb:DEVICEID, tcp:HOST:PORT, sim:DEVICEID, ' +
        'nitrokey:SERIAL#SLOT, person:LABEL; the only fob if left out',
    )
    .option('-i, --id <deviceid>', 'the same as --device DEVICEID', parseDeviceId)
    .option('--trace <file>', TRACE);
}

/** The device URL that the options name. @throws CliError when they name two. */
export function deviceUrlOf({ device, id, trace }: DeviceOption): string | undefined {
  if (trace !== undefined && /^(nitrokey|person):/.test(device ?? '')) {
    throw usage(`--trace captures fobs of fobkit's protocol alone, not ${String(device)}`);
  }
  if (id === undefined) return device;
  if (device !== undefined) throw usage('--device and --id exclude each other');
  return id;
}

export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print one line of JSON');
}
