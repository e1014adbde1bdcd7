import type { HostEnv } from '@fobkit/client';
import { ascii } from './load.ts';

/**
 * A transport key that checks put into a fob. It follows from the fob's factory key, so that a fob
 * whose check was killed between a rotation and its wipe can still be opened.
 */
export function ownKey({ primitives }: HostEnv, factoryKey: Uint8Array): Uint8Array {
  return primitives.hmacSha256(factoryKey, ascii('fobkit conformance'));
}
