import { attemptMutants } from './attempts.ts';
import { channelMutants } from './channel.ts';
import { codeMutants } from './codes.ts';
import { commandMutants } from './commands.ts';
import { hidMutants } from './hid.ts';
import { lifeMutants } from './life.ts';
import { messageMutants } from './messages.ts';
import type { Mutant } from './plant.ts';
import { pressMutants } from './presses.ts';
import { serialMutants } from './serial.ts';
import { statusMutants } from './status.ts';
import { usbMutants } from './usb.ts';

export const mutants: readonly Mutant[] = [
  ...hidMutants,
  ...serialMutants,
  ...messageMutants,
  ...channelMutants,
  ...attemptMutants,
  ...lifeMutants,
  ...pressMutants,
  ...commandMutants,
  ...codeMutants,
  ...statusMutants,
  ...usbMutants,
];
