import {
  type Device,
  isNitrokeyUrl,
  isPersonUrl,
  LinkNotFoundError,
  type NITROKEY_SCHEME,
  NitrokeyDevice,
  type NitrokeyUrl,
  parseNitrokeyUrl,
  parsePersonUrl,
  type PERSON_SCHEME,
  PersonDevice,
  placeOf,
} from '@fobkit/client';
import { findNitrokey, type NitrokeyPort, nitrokeyPort, nodeEnv } from '@fobkit/client/node';
import { personPrompt } from '../input/person-prompt.ts';
import type { Cli } from '../program/cli.ts';
import { refused } from '../program/cli-error.ts';
import { runningSimsOrNone } from '../sim/sims.ts';
import { languageOf } from '../terminal/language.ts';
import { emulatedNitrokeys, whyNotAttached } from '../usb/why-not-attached.ts';

/** What gives codes and does not speak fobkit's protocol. */
export type OtherDevice = NitrokeyDevice | PersonDevice;

export type OtherUrl = `${typeof NITROKEY_SCHEME | typeof PERSON_SCHEME}${string}`;

export interface OtherOptions {
  /** How many digits a code has, where its address does not say. */
  readonly digits?: number;
}

/** Whether a device URL names a token of another maker, or a fob that a person reads. */
export function isOtherUrl(url: string | undefined): url is OtherUrl {
  return url !== undefined && (isNitrokeyUrl(url) || isPersonUrl(url));
}

/** Opens what `isOtherUrl` says yes to; closes it whatever happens. */
export async function withOther<T>(
  cli: Cli,
  url: OtherUrl,
  use: (device: OtherDevice) => Promise<T>,
  options: OtherOptions = {},
): Promise<T> {
  const device = isPersonUrl(url) ? person(cli, url, options) : await nitrokey(cli, url);
  try {
    return await use(device);
  } finally {
    await device.close();
  }
}

/** For commands that want a fob of fobkit's protocol. @throws CliError when `url` names none. */
export function refuseOther(url: string): void {
  if (isPersonUrl(url)) {
    const does = 'a fob that a person reads gives codes alone: fob code, fob verify';
    throw refused('capability', `${placeOf(url)}: ${does}`);
  }
  if (!isNitrokeyUrl(url)) return;
  const does = 'fob code, fob verify, fob info, fob slots and fob clock set do';
  const not = 'this command does not work with a Nitrokey';
  throw refused('capability', `${placeOf(url)}: ${not}; ${does}`);
}

/** How a device is called in sentences: `Nitrokey Pro 00005f11`. */
export async function nameOf(device: Device, signal: AbortSignal): Promise<string> {
  const { model, deviceId, serialLabel } = await device.info({ signal });
  return [model, serialLabel ?? deviceId].filter((word) => word !== undefined).join(' ');
}

function person(cli: Cli, url: string, { digits }: OtherOptions): PersonDevice {
  const fob = parsePersonUrl(url);
  const known = digits === undefined ? fob : { digits, ...fob };
  return new PersonDevice(personPrompt(cli, languageOf(process.env)), known);
}

/** An emulated one may be up, and not be attached. */
async function findPlugged(named: NitrokeyUrl): Promise<NitrokeyPort> {
  try {
    return await findNitrokey(named);
  } catch (error) {
    if (!(error instanceof LinkNotFoundError)) throw error;
    throw whyNotAttached(emulatedNitrokeys(await runningSimsOrNone(), named)) ?? error;
  }
}

async function nitrokey(cli: Cli, url: string): Promise<NitrokeyDevice> {
  const named = parseNitrokeyUrl(url);
  const port = await findPlugged(named);
  const slot = named.slot === undefined ? {} : { slot: named.slot };
  const options = { model: port.model, signal: cli.signal, ...slot };
  return await NitrokeyDevice.connect(nitrokeyPort(port), nodeEnv, options);
}
