import { equalBytes, rotateTransportKey } from '@fobkit/protocol';
import type { Core } from '../core.ts';
import { ok, refuse } from '../outcome.ts';
import { handler } from './handler.ts';

export const rotateTransportKeyHandler = handler(rotateTransportKey, ({ core }, { key }) => {
  if (isWeak(core, key)) return refuse('weak-key');
  const keyGeneration = core.keyGeneration + 1;
  if (core.memory.putTransportKey({ generation: keyGeneration, key }) !== 'ok') {
    return refuse('flash-failed');
  }
  core.log('key-rotated', keyGeneration);
  return ok({ keyGeneration });
});

/** A key that somebody else knows or that an empty buffer makes, or no new one at all. */
function isWeak(core: Core, key: Uint8Array): boolean {
  const known = [new Uint8Array(key.length), core.env.factoryKey, core.transportKey];
  return known.some((other) => equalBytes(key, other));
}
