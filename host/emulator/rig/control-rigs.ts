import { RigError } from '@fobkit/client';
import { ControlRig } from './control-rig.ts';
import type { ControlRigOptions } from './control-rig-options.ts';
import type { RunWish } from './in-process-rigs.ts';

/** One emulated fob in another process, as it is: its time, its dice, whatever is loaded. */
export class ControlRigs {
  readonly kind = 'emulated';
  readonly name: string;
  readonly #options: ControlRigOptions;

  constructor(options: ControlRigOptions) {
    this.name = `emulated fob ${options.deviceId}`;
    this.#options = options;
  }

  async take(run: Pick<RunWish, 'profile'>, fob?: string): Promise<ControlRig> {
    if (fob !== undefined) {
      throw new RigError(
        'lacking',
        `${this.name} stands alone: there is no fob "${fob}" beside it`,
      );
    }
    const rig = await ControlRig.take(this.#options);
    if (rig.profile === run.profile) return rig;
    await rig.close();
    const message = `${this.name} is a ${rig.profile}, the scenario wants a ${run.profile}`;
    throw new RigError('lacking', message);
  }
}
