import type { RigCapability } from './capability.ts';
import { RigError } from './rig-error.ts';
import type { FaultProof } from './rig.ts';

/** What all rigs around a real fob refuse alike: it cannot be drawn, broken or saved. */
export abstract class RealFobRig {
  readonly kind = 'bench';

  abstract lacks(capability: RigCapability): string | undefined;

  picture(): Promise<string> {
    return this.cannot('picture');
  }

  armFault(): Promise<FaultProof> {
    return this.cannot('fault');
  }

  clearFault(): Promise<FaultProof> {
    return this.cannot('fault');
  }

  faults(): Promise<readonly FaultProof[]> {
    return Promise.resolve([]);
  }

  snapshot(): Promise<string> {
    return this.cannot('snapshot');
  }

  restore(): Promise<void> {
    return this.cannot('snapshot');
  }

  /** A real fob tells nothing of what happens to it. */
  onEvent(): () => void {
    return () => undefined;
  }

  /** Rejects with RigError `lacking`, in the words of `lacks`. */
  protected cannot(capability: RigCapability): Promise<never> {
    return Promise.reject(new RigError('lacking', this.lacks(capability) ?? capability));
  }
}
