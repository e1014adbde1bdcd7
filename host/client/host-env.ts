import type { ChannelPrimitives } from '@fobkit/protocol';
import type { HostClock } from './clock.ts';

/** Everything that the client needs of the platform. `@fobkit/client/node` has Node's. */
export interface HostEnv {
  readonly clock: HostClock;
  /** Cryptographically secure random bytes. */
  randomBytes(length: number): Uint8Array;
  readonly primitives: ChannelPrimitives;
}
