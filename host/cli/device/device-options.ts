import type { Command } from 'commander';
import type { JsonOption } from '../program/cli.ts';

/** Which fob. */
export interface DeviceOption extends JsonOption {
  readonly device?: string;
}

export function addDeviceOption(command: Command): Command {
  return command.option(
    '-d, --device <url>',
    'serial:PATH, tcp:HOST:PORT or sim:DEVICEID; the only fob if left out',
  );
}

export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print one line of JSON');
}
