import { catalogue, getInfo, type LoadedParameters, PROTOCOL_VERSION } from '@fobkit/protocol';
import type { Core } from '../core.ts';
import { ok } from '../outcome.ts';
import { handler } from './handler.ts';

export const getInfoHandler = handler(getInfo, ({ core }) => {
  const { env } = core;
  const { product } = env;
  return ok({
    protocolVersion: PROTOCOL_VERSION,
    deviceId: env.deviceId,
    model: product.model,
    firmwareVersion: product.firmwareVersion,
    lifecycle: core.lifecycle,
    keyGeneration: core.keyGeneration,
    batchKeyId: env.factoryKeyId,
    features: {
      modes: product.modes,
      algorithms: product.algorithms,
      minDigits: product.minDigits,
      maxDigits: product.maxDigits,
      steps: product.steps === 'any' ? undefined : product.steps,
      commands: catalogue.map((command) => command.code),
      clockAdjustLimitSeconds: product.clock.adjustLimitSeconds,
      trimLimitPpb: product.clock.trimLimitPpb,
      hasButton: true,
    },
    loaded: loadedOf(core),
  });
});

/** The loaded parameters without their seed; undefined while the fob is blank. */
export function loadedOf(core: Core): LoadedParameters | undefined {
  const token = core.memory.token;
  if (token === undefined) return undefined;
  const { seed: _, ...parameters } = token;
  return parameters;
}
