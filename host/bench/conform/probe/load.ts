import type { FobInfo, LoadedParameters, OtpMode, SeedLoad } from '@fobkit/protocol';
import { CheckSkipped } from './outcome.ts';

/** The seed of the tables of RFC 4226 and RFC 6238: 20 ASCII digits. */
export const RFC_SEED = ascii('12345678901234567890');
/** Those of RFC 6238 for SHA-256 and SHA-512, which RFC 6287 has too. */
export const SEED_32 = ascii('12345678901234567890123456789012');
export const SEED_64 = ascii('1234567890123456789012345678901234567890123456789012345678901234');

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Labels as the fob types of the manuals have them; the first that a fob takes is used. */
export const LABELS = ['FOB-00000017', 'SKTH00000017', '000000000017', '00000017', '123456789'];

/** What a load is to be; `any`: the first mode that the fob type has, but for ocra. */
export type LoadWish = Omit<Partial<SeedLoad>, 'mode'> & { readonly mode?: OtpMode | 'any' };

/** Of the tables of RFC 4226 and RFC 6238. */
export const BY_RFC = { algorithm: 'SHA1', stepSeconds: 30 } as const;

/**
 * A load that this fob type takes, but for what the wish says. @throws CheckSkipped when it has no
 * such mode, algorithm, digits or step.
 */
export function loadFor({ features }: FobInfo, wish: LoadWish, serialLabel: string): SeedLoad {
  const mode = modeOf(features, wish.mode ?? 'totp');
  const { algorithms, minDigits, maxDigits, steps } = features;
  const algorithm = wish.algorithm ?? only(algorithms, 'SHA1') ?? 'SHA1';
  const digits = wish.digits ?? Math.min(Math.max(6, minDigits), maxDigits);
  const step = wish.stepSeconds ?? (steps === undefined ? 30 : (only(steps, 30) ?? 30));
  if (!features.modes.includes(mode)) throw new CheckSkipped(`this fob type has no mode ${mode}`);
  if (!algorithms.includes(algorithm)) throw new CheckSkipped(`this fob type has no ${algorithm}`);
  if (digits < minDigits || digits > maxDigits) {
    throw new CheckSkipped(`this fob type has no codes of ${digits} digits`);
  }
  if (mode === 'totp' && steps?.includes(step) === false) {
    throw new CheckSkipped(`this fob type has no step of ${step} s`);
  }
  const { stepSeconds: _, ...rest } = wish;
  return {
    seed: RFC_SEED,
    serialLabel,
    purpose: 'test',
    ...(mode === 'totp' ? { stepSeconds: step, t0: 0 } : {}),
    ...rest,
    mode,
    algorithm,
    digits,
  };
}

function modeOf({ modes }: FobInfo['features'], wanted: OtpMode | 'any'): OtpMode {
  if (wanted !== 'any') return wanted;
  return modes.find((mode) => mode !== 'ocra') ?? 'totp';
}

/** That one where it is there, else the first. */
function only<T>(all: readonly T[], usual: T): T | undefined {
  return all.includes(usual) ? usual : all[0];
}

/** What GetInfo is to tell of a load. */
export function parametersOf({ seed: _, ...parameters }: SeedLoad): LoadedParameters {
  return parameters;
}
