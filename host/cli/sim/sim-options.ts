import type { Command } from 'commander';
import { parseDeviceId } from '../argument/device-id.ts';
import type { JsonOption } from '../program/cli.ts';

/** Which emulated fob. */
export interface SimOption extends JsonOption {
  readonly id?: string;
}

export function addSimOption(command: Command): Command {
  return command
    .option('-i, --id <deviceid>', 'which emulated fob; the only one if left out', parseDeviceId)
    .option('--json', 'print one line of JSON');
}
