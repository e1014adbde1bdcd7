import type { LoadedParameters } from '@fobkit/protocol';
import type { LoadWish } from '../scenario/model.ts';

export const DEFAULT_SEED_LENGTH = 20;

/** What is loaded: the wish, and where it is silent what a fob of the type usually gets. */
export function parametersOf(wish: LoadWish, preset: LoadedParameters): LoadedParameters {
  const mode = wish.mode ?? preset.mode;
  const expiry = wish.expires ?? preset.expiry;
  return {
    mode,
    algorithm: wish.algorithm ?? preset.algorithm,
    digits: wish.digits ?? preset.digits,
    serialLabel: wish.serialLabel ?? preset.serialLabel,
    purpose: wish.purpose ?? preset.purpose,
    ...ofMode(mode, wish, preset),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

/** The fields that belong to the mode: a fob refuses those of another. */
function ofMode(
  mode: LoadedParameters['mode'],
  wish: LoadWish,
  preset: LoadedParameters,
): Partial<LoadedParameters> {
  if (mode === 'totp') {
    return {
      stepSeconds: wish.stepSeconds ?? preset.stepSeconds ?? 30,
      t0: wish.t0 ?? preset.t0 ?? 0,
    };
  }
  const counter = wish.counter ?? preset.counter ?? 0;
  const suite = wish.suite ?? preset.suite;
  return mode === 'ocra' && suite !== undefined ? { counter, suite } : { counter };
}
