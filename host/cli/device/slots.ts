import {
  type Capability,
  type CapabilityMethods,
  type Device,
  NITROKEY_SCHEME,
  requireCapability,
  type SlotState,
} from '@fobkit/client';
import type { Command } from 'commander';
import type { Cli, JsonOption } from '../program/cli.ts';
import { withFob } from './connect.ts';
import { addJsonOption } from './device-options.ts';
import { isOtherUrl, withOther } from './other-device.ts';

/** Which token. */
export interface TokenOption extends JsonOption {
  readonly device?: string;
}

export function addTokenOption(command: Command): Command {
  return addJsonOption(
    command.option(
      '-d, --device <url>',
      'nitrokey:SERIAL, nitrokey:PATH; the only Nitrokey if left out',
    ),
  );
}

/** Opens the token that is named, or the only one at hand, when it can do that. */
export async function withToken<C extends Capability, T>(
  cli: Cli,
  { device: url = NITROKEY_SCHEME }: TokenOption,
  capability: C,
  use: (device: Device & CapabilityMethods[C]) => Promise<T>,
): Promise<T> {
  const having = (device: Device): Promise<T> => use(requireCapability(device, capability));
  if (isOtherUrl(url)) return await withOther(cli, url, having);
  return await withFob(cli, { device: url }, having);
}

/** One entry of `fob slots list --json`. */
export function slotToJson({ slot, mode, loaded }: SlotState): Record<string, unknown> {
  return {
    slot,
    mode,
    loaded: loaded !== undefined,
    name: loaded?.name ?? null,
    digits: loaded?.digits ?? null,
    step: loaded?.stepSeconds ?? null,
    counter: loaded?.counter ?? null,
  };
}
