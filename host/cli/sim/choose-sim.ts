import { type DeviceUrl, formatDeviceUrl, parseDeviceUrl } from '@fobkit/client';
import type { SimCensus, SimHandle, SimRecord } from '@fobkit/emulator/sims';
import { deviceUrlOf } from '../device/device-options.ts';
import { noFob } from '../program/cli-error.ts';
import { refuseFallen } from './fallen-sims.ts';
import type { SimOption } from './sim-options.ts';
import { knownSims, openRig } from './sims.ts';

/** The hand on the emulated fob that is named, or on the only one that is up. */
export async function rigOf(option: SimOption): Promise<SimHandle> {
  const census = await knownSims();
  return await openRig(chooseSim(census.up, option, census));
}

/**
 * @param census Tells more of one that is not among `sims`.
 * @throws CliError when there is none, or more than one and none named.
 */
export function chooseSim(
  sims: readonly SimRecord[],
  option: SimOption,
  census?: SimCensus,
): SimRecord {
  const text = deviceUrlOf(option);
  const url = text === undefined ? undefined : parseDeviceUrl(text);
  const [only, ...others] = url === undefined ? sims : sims.filter((sim) => isAt(sim, url));
  if (only === undefined) {
    if (census !== undefined) refuseFallen(census, (sim) => url === undefined || isAt(sim, url));
    const id = url === undefined ? undefined : deviceIdOf(url);
    const name = id === undefined ? url && ` at ${formatDeviceUrl(url)}` : ` ${id}`;
    const which = `no emulated fob${name ?? ''} is up`;
    throw noFob('no-fob', `${which}; fob sim up starts one, fob sim list tells those that are`);
  }
  if (others.length === 0) return only;
  const ids = sims.map(({ deviceId, profile }) => `${deviceId} (${profile})`).join(', ');
  const several = `${String(sims.length)} emulated fobs are up; say which with --id: ${ids}`;
  throw noFob('several-fobs', several);
}

function isAt(sim: SimRecord, url: DeviceUrl): boolean {
  const id = deviceIdOf(url);
  return id === undefined ? sim.links.includes(formatDeviceUrl(url)) : sim.deviceId === id;
}

function deviceIdOf(url: DeviceUrl): string | undefined {
  return 'deviceId' in url ? url.deviceId : undefined;
}
