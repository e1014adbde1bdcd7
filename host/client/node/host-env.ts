import { randomFillSync } from 'node:crypto';
import type { HostEnv } from '../host-env.ts';
import { nodeClock } from './clock.ts';
import { nodePrimitives } from './primitives.ts';

/** Time, randomness and cryptography of Node. */
export const nodeEnv: HostEnv = {
  clock: nodeClock,
  randomBytes: (length) => randomFillSync(new Uint8Array(length)),
  primitives: nodePrimitives,
};
