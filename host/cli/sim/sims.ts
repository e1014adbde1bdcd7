import { type Candidate, type CandidateProvider } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import type { SimCensus, SimHandle, SimRecord } from '@fobkit/emulator/sims';
import { noFob } from '../program/cli-error.ts';
import { refuseFallen } from './fallen-sims.ts';

// The emulator is loaded when it is asked for: most commands talk to a fob and need none of it.

/** The emulated fobs of this user that are up. */
export async function runningSims(): Promise<readonly SimRecord[]> {
  const { listSims } = await import('@fobkit/emulator/sims');
  return await listSims();
}

/** All that are known, those that do not answer or were ended by a fault too. */
export async function knownSims(): Promise<SimCensus> {
  const { surveySims } = await import('@fobkit/emulator/sims');
  return await surveySims();
}

/** Those that are up; none where the state folder cannot be used, for those who can do without. */
export async function runningSimsOrNone(): Promise<readonly SimRecord[]> {
  try {
    return await runningSims();
  } catch (error) {
    if (error instanceof Error && error.name === 'StateFolderError') return [];
    throw error;
  }
}

/** The hand on an emulated fob. */
export async function openRig(sim: SimRecord): Promise<SimHandle> {
  const { ControlClient } = await import('@fobkit/emulator/sims');
  return ControlClient.ofRecord(sim).fob(sim.deviceId);
}

/** Where each emulated fob is reached, by its own links. One without a wire is not listed. */
export function simCandidates(): CandidateProvider {
  return {
    name: 'emulated',
    async candidates() {
      return (await runningSims()).flatMap(candidatesOf);
    },
  };
}

/** Of the links that a rig tells, those that a host opens; USB is found where it is plugged in. */
function candidatesOf({ deviceId, links, profile }: SimRecord): readonly Candidate[] {
  const direct = links.filter((url) => /^(?:serial|tcp):/.test(url));
  const description = `emulated ${profile}`;
  return direct.map((url) => ({ url, description, deviceId, ours: true }));
}

/** The link of an emulated fob, for `sim:DEVICEID`; its device id when it is only on USB. */
export async function urlOfSim(deviceId: string): Promise<string> {
  const census = await knownSims();
  const sim = census.up.find((one) => one.deviceId === deviceId);
  if (sim === undefined) {
    refuseFallen(census, (one) => one.deviceId === deviceId);
    throw noFob('no-fob', `no emulated fob ${deviceId} is up; fob sim list tells those that are`);
  }
  const [direct] = candidatesOf(sim);
  if (direct !== undefined) return direct.url;
  if (sim.links.length > 0 || sim.usb !== undefined) return deviceId;
  throw noFob('no-wire', `the emulated fob ${deviceId} has no wire`);
}

/** World time of an emulated fob in milliseconds since 1970; undefined when there is none such. */
export async function worldMsOf(deviceId: string): Promise<number | undefined> {
  const sim = (await runningSimsOrNone()).find((one) => one.deviceId === deviceId);
  if (sim === undefined) return undefined;
  const { worldTicks } = await (await openRig(sim)).status();
  return (worldTicks * 1000) / TICKS_PER_SECOND;
}

/** The batch key with this id from the user's state folder. */
export async function batchKeyOf(keyId: Uint8Array): Promise<Uint8Array | undefined> {
  const { findBatchKey, stateFolder } = await import('@fobkit/emulator/sims');
  return findBatchKey(stateFolder(), keyId);
}
