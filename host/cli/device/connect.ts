import { FobDevice, type Link } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { type DeviceOption, deviceUrlOf } from './device-options.ts';
import { chooseDevice } from './choose.ts';
import { urlOfSim } from '../sim/sims.ts';

/** Opens the fob that the options name, or the only one at hand; closes it whatever happens. */
export async function withFob<T>(
  cli: Cli,
  options: DeviceOption,
  use: (fob: FobDevice) => Promise<T>,
): Promise<T> {
  const url = deviceUrlOf(options) ?? (await chooseDevice(cli));
  const fob = await FobDevice.connect(await linkOf(url), nodeEnv, { signal: cli.signal });
  try {
    return await use(fob);
  } finally {
    await fob.close();
  }
}

/** The link that a device URL names; of an emulated fob, the one that its rig told. */
export async function linkOf(url: string): Promise<Link> {
  const deviceId = /^sim:([0-9a-f]{16})$/i.exec(url)?.[1];
  return linkTo(deviceId === undefined ? url : await urlOfSim(deviceId.toLowerCase()));
}
