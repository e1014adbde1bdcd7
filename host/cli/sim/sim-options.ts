import type { Command } from 'commander';
import { parseDeviceId } from '../argument/device-id.ts';
import type { JsonOption } from '../program/cli.ts';

/** Which emulated fob. */
export interface SimOption extends JsonOption {
  readonly id?: string;
  readonly device?: string;
}

/** `--id` and, as commands that talk to a fob have it, `--device`. */
export function addSimOption(command: Command): Command {
  return command
    .option('-i, --id <deviceid>', 'which emulated fob; the only one if left out', parseDeviceId)
    .option('-d, --device <url>', 'the same as sim:DEVICEID, or its link')
    .option('--json', 'print one line of JSON');
}
