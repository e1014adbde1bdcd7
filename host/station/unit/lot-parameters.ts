import type { LoadedParameters } from '@fobkit/protocol';
import type { Lot } from '../lot/lot.ts';

/** What a fob of the lot is loaded with besides its seed. */
export function lotParameters(
  { parameters, purpose, expiry }: Pick<Lot, 'parameters' | 'purpose' | 'expiry'>,
  serialLabel: string,
): LoadedParameters {
  const { mode, algorithm, digits, stepSeconds, t0, counter, suite } = parameters;
  return {
    mode,
    algorithm,
    digits,
    serialLabel,
    purpose,
    ...(mode === 'totp' ? { stepSeconds: stepSeconds ?? 30, t0: t0 ?? 0 } : {}),
    ...(mode === 'hotp' ? { counter: counter ?? 0 } : {}),
    ...(mode === 'ocra' && counter !== undefined ? { counter } : {}),
    ...(mode === 'ocra' && suite !== undefined ? { suite } : {}),
    ...(expiry === undefined ? {} : { expiry }),
  };
}
