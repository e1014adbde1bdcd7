import { RigError } from '@fobkit/client';
import { ControlRig } from './control-rig.ts';
import type { ControlRigOptions } from './control-rig-options.ts';
import type { RunWish } from './in-process-rigs.ts';

/**
 * One emulated fob in another process. A test fob begins each run as it was found, brought to the
 * world time of the scenario where that is ahead, and is left as it was found; one that may hold a
 * production seed has no snapshot, and goes on from run to run.
 */
export class ControlRigs {
  readonly kind = 'emulated';
  readonly name: string;
  readonly #options: ControlRigOptions;
  #found: string | undefined;

  constructor(options: ControlRigOptions) {
    this.name = `emulated fob ${options.deviceId}`;
    this.#options = options;
  }

  async take(run: RunWish, fob?: string): Promise<ControlRig> {
    if (fob !== undefined) {
      throw new RigError(
        'lacking',
        `${this.name} stands alone: there is no fob "${fob}" beside it`,
      );
    }
    const rig = await ControlRig.take(this.#options);
    if (rig.profile !== run.profile) {
      const message = `${this.name} is a ${rig.profile}, the scenario wants a ${run.profile}`;
      throw new RigError('lacking', message);
    }
    this.#found ??= await snapshotOf(rig);
    if (this.#found === undefined) return rig;
    await rig.beginAt(this.#found, run.given.time);
    return rig;
  }
}

async function snapshotOf(rig: ControlRig): Promise<string | undefined> {
  try {
    return await rig.snapshot();
  } catch (error) {
    if (error instanceof RigError && error.code === 'refused') return undefined;
    throw error;
  }
}
