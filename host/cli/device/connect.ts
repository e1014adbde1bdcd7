import { FobDevice, LinkNotFoundError, parseDeviceUrl } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import type { SimRecord } from '@fobkit/emulator/sims';
import { toHex } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';
import { type DeviceOption, deviceUrlOf } from './device-options.ts';
import { chooseDevice } from './choose.ts';
import { noFob } from '../program/cli-error.ts';
import { refuseFallen } from '../sim/fallen-sims.ts';
import { knownSims, runningSimsOrNone } from '../sim/sims.ts';
import { whyNotAttached } from '../usb/why-not-attached.ts';
import { linkOf } from './link-of.ts';
import { refuseOther } from './other-device.ts';
import { openTrace, type Trace } from './trace.ts';

/** Opens the fob that the options name, or the only one at hand; closes it whatever happens. */
export async function withFob<T>(
  cli: Cli,
  options: DeviceOption,
  use: (fob: FobDevice) => Promise<T>,
): Promise<T> {
  const named = deviceUrlOf(options);
  if (named !== undefined) refuseOther(named);
  const url = named ?? (await chooseDevice(cli));
  const trace = await openTrace(cli, options.trace);
  try {
    const fob = await connect(cli, url, trace);
    try {
      return await use(fob);
    } finally {
      await fob.close();
    }
  } finally {
    trace.close();
  }
}

async function connect(cli: Cli, url: string, trace: Trace): Promise<FobDevice> {
  try {
    const link = await linkOf(url, trace.of);
    const fob = await FobDevice.connect(link, nodeEnv, { signal: cli.signal });
    await refuseAnother(fob, url);
    return fob;
  } catch (error) {
    if (!(error instanceof LinkNotFoundError)) throw error;
    const unplugged = (await runningSimsOrNone()).find(({ links }) => links.includes(error.url));
    if (unplugged === undefined) throw await whyNotFound(url, error);
    const { deviceId } = unplugged;
    const mend = `The emulated fob ${deviceId} is unplugged: fob sim replug --id ${deviceId}`;
    throw noFob('unplugged', `${error.message} ${mend}`);
  }
}

/** What USB tells as the device id may be wrong; what the fob says of itself counts. */
async function refuseAnother(fob: FobDevice, url: string): Promise<void> {
  const wanted = parseDeviceUrl(url);
  const id = toHex(fob.deviceId);
  if (wanted.kind !== 'id' || wanted.deviceId === id) return;
  await fob.close();
  throw noFob('another-fob', `the fob that USB lists as ${wanted.deviceId} says that it is ${id}`);
}

/** An emulated fob that is named by its device id may have died, or not be attached. */
async function whyNotFound(url: string, error: LinkNotFoundError): Promise<Error> {
  const wanted = parseDeviceUrl(url);
  if (wanted.kind !== 'id' && wanted.kind !== 'sim') return error;
  const isMeant = ({ deviceId }: SimRecord): boolean => deviceId === wanted.deviceId;
  const census = await knownSims().catch(() => undefined);
  if (census === undefined) return error;
  refuseFallen(census, isMeant);
  return whyNotAttached(census.up.filter(isMeant)) ?? error;
}
