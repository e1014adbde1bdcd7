import { keyCheck, keyCheckTag, loadedParameters } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { loadedOf } from './get-info.ts';
import { handler } from './handler.ts';

export const keyCheckHandler = handler(keyCheck, ({ core }, { nonce }) => {
  const parameters = loadedOf(core);
  const seed = core.memory.token?.seed;
  if (parameters === undefined || seed === undefined) return refuse('wrong-lifecycle');
  const { crypto, deviceId } = core.env;
  const encoded = loadedParameters.encode(parameters);
  return ok({ tag: keyCheckTag(crypto, { seed, nonce, deviceId, parameters: encoded }) });
});
