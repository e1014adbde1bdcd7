import type { LaunchOptions, SimRecord } from '@fobkit/emulator/sims';
import { noFob, usage } from '../program/cli-error.ts';

/** Starts emulated fobs, which live on; resolves when they are ready. */
export async function startSims(request: LaunchOptions): Promise<readonly SimRecord[]> {
  const { launchSim, LaunchError } = await import('@fobkit/emulator/sims');
  try {
    return await launchSim(request);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    await refuseWrongProfile(request);
    throw noFob('not-started', error.message);
  }
}

/** Of the reasons for not coming up, the one that is the caller's. */
async function refuseWrongProfile(request: LaunchOptions): Promise<void> {
  const { plugs = [], profile = 'generic' } = request;
  const { checkWire, fobTypeOf, parseFobType, ProfileError } = await import('@fobkit/emulator');
  try {
    const found = typeof profile === 'object' ? parseFobType(profile) : fobTypeOf(profile);
    if (found.wire === 'none') throw usage(`profile ${found.name} has no wire to be reached by`);
    checkWire(found, plugs);
  } catch (error) {
    if (error instanceof ProfileError) throw usage(error.message, { cause: error });
    throw error;
  }
}
