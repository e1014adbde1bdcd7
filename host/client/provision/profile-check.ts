import {
  type FobFeatures,
  type FobInfo,
  type LoadedParameters,
  MAX_SEED,
  MIN_PRODUCTION_SEED,
  UsageError,
} from '@fobkit/protocol';
import { FobError, placeOf } from '../errors.ts';

/** The fob's profile cannot do what is asked; it was not touched. */
export class ProfileError extends FobError {
  override readonly name = 'ProfileError';
  readonly model: string;
  /** One predicate a reason: `has no SHA256; it takes SHA1`. */
  readonly reasons: readonly string[];

  constructor(url: string, model: string, reasons: readonly string[]) {
    const told = `the profile ${model} ${reasons.join('; it ')}`;
    super('profile', `${placeOf(url)}: ${told}. Nothing was changed.`);
    this.model = model;
    this.reasons = reasons;
  }
}

/** @throws ProfileError that names everything that the profile cannot do. */
export function checkProfile(url: string, info: FobInfo, parameters: LoadedParameters): void {
  const { features, model } = info;
  const reasons: string[] = [];
  if (!features.modes.includes(parameters.mode)) {
    reasons.push(`has no ${parameters.mode}; it does ${either(features.modes)}`);
  }
  if (!features.algorithms.includes(parameters.algorithm)) {
    reasons.push(`has no ${parameters.algorithm}; it takes ${either(features.algorithms)}`);
  }
  if (parameters.digits < features.minDigits || parameters.digits > features.maxDigits) {
    reasons.push(`has no ${String(parameters.digits)} digits; it shows ${digitsOf(features)}`);
  }
  const { steps } = features;
  const step = parameters.mode === 'totp' ? parameters.stepSeconds : undefined;
  if (steps !== undefined && step !== undefined && !steps.includes(step)) {
    reasons.push(`has no step of ${String(step)} s; it takes ${either(steps.map(String))} s`);
  }
  if (reasons.length > 0) {
    throw new ProfileError(url, model, reasons);
  }
}

/**
 * Parameters that no fob takes, whatever its profile.
 *
 * @param nowSeconds Unix time.
 * @throws UsageError
 */
export function checkLoad(
  seedLength: number,
  parameters: LoadedParameters,
  nowSeconds: number,
): void {
  const { mode, purpose, stepSeconds, counter, suite, expiry } = parameters;
  const shortest = purpose === 'production' ? MIN_PRODUCTION_SEED : 1;
  if (seedLength < shortest || seedLength > MAX_SEED) {
    throw new UsageError(
      `a ${purpose} seed has ${String(shortest)} to ${String(MAX_SEED)} bytes, ` +
        `this one ${String(seedLength)}`,
    );
  }
  if (mode === 'totp' && stepSeconds === undefined) throw new UsageError('totp wants a time step');
  if (mode === 'hotp' && counter === undefined) throw new UsageError('hotp wants a first counter');
  if (mode === 'ocra' && suite === undefined) throw new UsageError('ocra wants a suite');
  if (expiry !== undefined && expiry <= nowSeconds) {
    throw new UsageError('the expiry has passed already');
  }
}

function digitsOf(features: FobFeatures): string {
  const { minDigits, maxDigits } = features;
  return minDigits === maxDigits
    ? String(minDigits)
    : `${String(minDigits)} to ${String(maxDigits)}`;
}

function either(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
