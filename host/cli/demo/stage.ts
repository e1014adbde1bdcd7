import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Candidate, discover, FobDevice } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import {
  ControlClient,
  launchSim,
  listSims,
  type SimHandle,
  type SimRecord,
  type StateFolder,
  stateFolderAt,
} from '@fobkit/emulator/sims';

/** An emulated fob in a process of its own, with a state folder of its own, for one play. */
export interface Stage {
  readonly record: SimRecord;
  readonly state: StateFolder;
  /** The hand on the fob. */
  readonly hand: SimHandle;
  /** Ends the fob and takes everything away. */
  strike(): Promise<void>;
}

/** Starts a fob of a fob type on a pseudo-terminal. */
export async function setStage(profile: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'fobkit-demo-'));
  const state = stateFolderAt(folder);
  try {
    const [record] = await launchSim({
      profile,
      plugs: [{ kind: 'pty' }],
      unixTime: startOfStep(),
      frozen: true,
      state,
    });
    if (record === undefined) throw new Error('no fob came up');
    const control = ControlClient.ofRecord(record);
    return {
      record,
      state,
      hand: control.fob(record.deviceId),
      async strike() {
        await control.shutdown();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Now, to the beginning of its time step, so that no code ends while it is looked at. */
function startOfStep(): number {
  return Math.floor(Date.now() / 30_000) * 30;
}

/** Looks for fobs as any host would, and opens the one that is there. */
export async function findFob(state: StateFolder, signal: AbortSignal): Promise<FobDevice> {
  const candidates = async (): Promise<readonly Candidate[]> => {
    const sims = await listSims(state);
    return sims.flatMap(({ links }) => links.map((url) => ({ url, ours: true })));
  };
  const { found } = await discover(nodeEnv, {
    providers: [{ name: 'emulated', candidates }],
    linkTo,
    signal,
  });
  const fob = found.find((one) => one.kind === 'fob');
  if (fob === undefined) throw new Error('the fob does not answer');
  return await FobDevice.connect(linkTo(fob.candidate.url), nodeEnv, { signal });
}
