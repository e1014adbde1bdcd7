import { type Algorithm, type LoadedParameters, parseOtpauth, UsageError } from '@fobkit/protocol';
import { createGuardrails, type HashAlgorithm, verifySync } from 'otplib';

/** What codes are judged by: the seed, and what goes with it. */
export interface CodeKey {
  readonly seed: Uint8Array;
  readonly parameters: Pick<
    LoadedParameters,
    'mode' | 'algorithm' | 'digits' | 'stepSeconds' | 't0' | 'counter'
  >;
}

export interface VerifyOptions {
  /** The bank's time: a date, or unix seconds. A time-based code is judged by nothing else. */
  readonly at?: Date | number;
  /**
   * TOTP: how many steps the code may be off, either way; 1 if absent (RFC 6238 §5.2). HOTP: how
   * many counters it may be ahead; 10 if absent (RFC 4226 §7.4).
   */
  readonly window?: number;
}

export interface Verification {
  readonly valid: boolean;
  /** Steps or counters by which a valid code is off; negative is late. */
  readonly delta?: number;
}

const HASHES: Readonly<Record<Algorithm, HashAlgorithm>> = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

/** otplib refuses short seeds and long steps, which fobs of purpose test may have. */
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MIN_PERIOD: 1,
  MAX_PERIOD: 3600,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
  MAX_WINDOW: Number.MAX_SAFE_INTEGER,
});
const TOTP_WINDOW = 1;
const HOTP_WINDOW = 10;

/**
 * Judges a code as a bank would, by otplib, which shares no code with the fob.
 *
 * @throws UsageError for a TOTP code without a time, and for OCRA, which otplib does not know.
 */
export function verifyCode(code: string, key: CodeKey, options: VerifyOptions = {}): Verification {
  const { mode, algorithm, digits } = key.parameters;
  if (!/^\d+$/.test(code) || code.length !== digits) return { valid: false };
  const common = {
    strategy: strategyOf(mode),
    token: code,
    secret: key.seed,
    algorithm: HASHES[algorithm],
    digits,
    guardrails,
  };
  const result =
    mode === 'hotp'
      ? verifySync({
          ...common,
          counter: key.parameters.counter ?? 0,
          counterTolerance: [0, options.window ?? HOTP_WINDOW],
        })
      : verifySync({ ...common, ...timeRule(key, options) });
  return result.valid ? { valid: true, delta: result.delta } : { valid: false };
}

/** The key of an `otpauth:` URI. @throws UsageError that names the field at fault. */
export function codeKeyOf(uri: string): CodeKey {
  const { secret, ...parameters } = parseOtpauth(uri).parameters;
  return { seed: secret.reveal(), parameters };
}

function strategyOf(mode: LoadedParameters['mode']): 'totp' | 'hotp' {
  if (mode === 'ocra') throw new UsageError('otplib judges TOTP and HOTP codes, not OCRA');
  return mode;
}

function timeRule(
  { parameters }: CodeKey,
  { at, window = TOTP_WINDOW }: VerifyOptions,
): { epoch: number; t0: number; period: number; epochTolerance: number } {
  if (at === undefined) throw new UsageError('a TOTP code is judged at a time: give `at`');
  const period = parameters.stepSeconds ?? 30;
  return {
    epoch: typeof at === 'number' ? at : at.getTime() / 1000,
    t0: parameters.t0 ?? 0,
    period,
    epochTolerance: window * period,
  };
}
