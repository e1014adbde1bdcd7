import type { HostEnv } from '../host-env.ts';
import { systemClock } from '../system-clock.ts';
import { browserPrimitives } from './primitives.ts';

/** Time and randomness of a browser, and cryptography in JavaScript. */
export const browserEnv: HostEnv = {
  clock: systemClock,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  primitives: browserPrimitives,
};
