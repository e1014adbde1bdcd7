import {
  type Algorithm,
  type CodeReading,
  type LoadedParameters,
  ocra,
  parseOcraSuite,
  prepareKey,
  type Secret,
} from '@fobkit/protocol';
import { createGuardrails, type HashAlgorithm, verifySync } from 'otplib';

/** A code that a fob told, and what it has to fit. */
export interface CodeToVerify {
  readonly reading: CodeReading;
  readonly parameters: LoadedParameters;
  readonly seed: Secret;
  /** Of the host, when the code was read. */
  readonly unixMs: number;
  /** OCRA: what the fob was asked. */
  readonly challenge?: string;
}

export interface CodeVerdict {
  readonly ok: boolean;
  /** Which engine has computed it. */
  readonly engine: string;
  /** Without the code. */
  readonly why?: string;
}

/** Judges a code by another engine than the fob's. */
export type CodeVerifier = (code: CodeToVerify) => CodeVerdict | Promise<CodeVerdict>;

const OTPLIB = 'otplib';
/** otplib knows no OCRA; this is what the emulated fob computes with too. */
const OCRA_ENGINE = '@fobkit/protocol';
/** Steps that the code may be off, either way: it may have been told at the end of one. */
const STEPS = 1;

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

/**
 * TOTP and HOTP by otplib, which shares no code with the fob: the code of the present step or the
 * one on either side, or that of just the counter that the fob names. OCRA by fobkit's own engine.
 */
export function verifyCode(code: CodeToVerify): CodeVerdict {
  const { reading, parameters } = code;
  const { mode, digits } = parameters;
  const engine = mode === 'ocra' ? OCRA_ENGINE : OTPLIB;
  const wrong = (why: string): CodeVerdict => ({ ok: false, engine, why });
  if (reading.mode !== mode) return wrong(`the code is of mode ${reading.mode}, not ${mode}`);
  if (!/^\d+$/.test(reading.code) || reading.code.length !== digits) {
    return wrong(`the code has not ${String(digits)} digits`);
  }
  const counter = counterOf(code);
  if (counter !== undefined && counter < (parameters.counter ?? 0)) {
    return wrong(`the code is of the counter ${String(counter)}, before the first`);
  }
  const seed = code.seed.reveal();
  try {
    const fits =
      mode === 'ocra' ? fitsOcra(code, seed, counter) : fitsByOtplib(code, seed, counter);
    if (fits) return { ok: true, engine };
  } finally {
    seed.fill(0);
  }
  return wrong(`the code is not that of ${mode === 'totp' ? 'this time' : 'its counter'}`);
}

function counterOf({ reading, parameters }: CodeToVerify): number | undefined {
  return parameters.mode === 'totp' ? undefined : reading.movingFactor;
}

function fitsByOtplib(
  { reading, parameters, unixMs }: CodeToVerify,
  secret: Uint8Array,
  counter: number | undefined,
): boolean {
  const { mode, algorithm, digits, stepSeconds: period = 30, t0 = 0 } = parameters;
  const common = { token: reading.code, secret, algorithm: HASHES[algorithm], digits, guardrails };
  if (mode === 'totp') {
    const epoch = Math.floor(unixMs / 1000);
    const time = { epoch, t0, period, epochTolerance: STEPS * period };
    return verifySync({ ...common, strategy: 'totp', ...time }).valid;
  }
  if (counter === undefined) return false;
  return verifySync({ ...common, strategy: 'hotp', counter, counterTolerance: 0 }).valid;
}

function fitsOcra(
  { reading, parameters, unixMs, challenge = '' }: CodeToVerify,
  seed: Uint8Array,
  counter: number | undefined,
): boolean {
  if (parameters.suite === undefined) return false;
  const suite = parseOcraSuite(parameters.suite);
  if (suite.counter && counter === undefined) return false;
  const key = prepareKey(suite.algorithm, seed);
  const unixSeconds = Math.floor(unixMs / 1000);
  const offsets = suite.stepSeconds === undefined ? [0] : [0, -STEPS, STEPS];
  return offsets.some((steps) => {
    const input = {
      question: challenge,
      unixSeconds: unixSeconds + steps * (suite.stepSeconds ?? 0),
    };
    return (
      reading.code === ocra(key, suite, { ...input, ...(counter === undefined ? {} : { counter }) })
    );
  });
}
