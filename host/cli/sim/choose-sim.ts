import type { SimHandle, SimRecord } from '@fobkit/emulator/sims';
import { noFob } from '../program/cli-error.ts';
import { openRig, runningSims } from './sims.ts';

/** The hand on the emulated fob that is named, or on the only one that is up. */
export async function rigOf(id: string | undefined): Promise<SimHandle> {
  return await openRig(chooseSim(await runningSims(), id));
}

/** @throws CliError when there is none, or more than one and none named. */
export function chooseSim(sims: readonly SimRecord[], id: string | undefined): SimRecord {
  const [only, ...others] = id === undefined ? sims : sims.filter((sim) => sim.deviceId === id);
  if (only === undefined) {
    const which = id === undefined ? 'no emulated fob is up' : `no emulated fob ${id} is up`;
    throw noFob('no-fob', `${which}; fob sim up starts one, fob sim list tells those that are`);
  }
  if (others.length === 0) return only;
  const ids = sims.map(({ deviceId }) => deviceId).join(', ');
  const several = `${String(sims.length)} emulated fobs are up; say which with --id: ${ids}`;
  throw noFob('several-fobs', several);
}
