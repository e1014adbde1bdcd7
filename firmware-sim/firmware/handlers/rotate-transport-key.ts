import { rotateTransportKey } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { handler } from './handler.ts';

export const rotateTransportKeyHandler = handler(rotateTransportKey, ({ core }, { key }) => {
  const keyGeneration = core.keyGeneration + 1;
  if (core.memory.putTransportKey({ generation: keyGeneration, key }) !== 'ok') {
    return refuse('flash-failed');
  }
  core.log('key-rotated', keyGeneration);
  return ok({ keyGeneration });
});
