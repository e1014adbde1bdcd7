import { FobDevice, type Link, LinkNotFoundError } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { type DeviceOption, deviceUrlOf } from './device-options.ts';
import { chooseDevice } from './choose.ts';
import { noFob } from '../program/cli-error.ts';
import { runningSimsOrNone, urlOfSim } from '../sim/sims.ts';

/** Opens the fob that the options name, or the only one at hand; closes it whatever happens. */
export async function withFob<T>(
  cli: Cli,
  options: DeviceOption,
  use: (fob: FobDevice) => Promise<T>,
): Promise<T> {
  const url = deviceUrlOf(options) ?? (await chooseDevice(cli));
  const fob = await connect(cli, url);
  try {
    return await use(fob);
  } finally {
    await fob.close();
  }
}

async function connect(cli: Cli, url: string): Promise<FobDevice> {
  try {
    return await FobDevice.connect(await linkOf(url), nodeEnv, { signal: cli.signal });
  } catch (error) {
    if (!(error instanceof LinkNotFoundError)) throw error;
    const unplugged = (await runningSimsOrNone()).find(({ links }) => links.includes(error.url));
    if (unplugged === undefined) throw error;
    const { deviceId } = unplugged;
    const mend = `The emulated fob ${deviceId} is unplugged: fob sim replug --id ${deviceId}`;
    throw noFob('unplugged', `${error.message} ${mend}`);
  }
}

/** The link that a device URL names; of an emulated fob, the one that its rig told. */
export async function linkOf(url: string): Promise<Link> {
  const deviceId = /^sim:([0-9a-f]{16})$/i.exec(url)?.[1];
  return linkTo(deviceId === undefined ? url : await urlOfSim(deviceId.toLowerCase()));
}
