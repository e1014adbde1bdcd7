import type { OtpauthKey } from '@fobkit/protocol';
import { createGuardrails, verifySync } from 'otplib';

export interface CheckRequest {
  readonly key: OtpauthKey;
  readonly code: string;
  /** Unix time in seconds. */
  readonly at: number;
  /** TOTP: steps before and after; HOTP: counters ahead. */
  readonly window: number;
}

/** Where the code belongs. */
export interface Match {
  /** TOTP: its time step; HOTP: its counter. */
  readonly movingFactor: number;
  /** TOTP: steps from the step of `at`, the fob's drift; HOTP: counters from the one expected. */
  readonly offset: number;
}

// The limits of otplib are meant for servers; here any seed and window are the user's business.
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 128,
  MIN_PERIOD: 1,
  MAX_PERIOD: 0xffff_ffff,
});

/** Looks for the code by otplib, nearest first: a short code may fit in more than one place. */
export function checkCode(request: CheckRequest): Match | undefined {
  const { key, window } = request;
  const secret = key.parameters.secret.reveal();
  try {
    const looks = key.parameters.mode === 'totp' ? lookAround : lookAhead;
    for (const offset of looks(window)) {
      const movingFactor = factorOf(request, offset);
      if (movingFactor >= 0 && fits(request, secret, movingFactor)) return { movingFactor, offset };
    }
    return undefined;
  } finally {
    secret.fill(0);
  }
}

function factorOf({ key, at }: CheckRequest, offset: number): number {
  const { mode, stepSeconds, t0, counter } = key.parameters;
  return offset + (mode === 'totp' ? Math.floor((at - t0) / stepSeconds) : counter);
}

function fits({ key, code }: CheckRequest, secret: Uint8Array, movingFactor: number): boolean {
  const { mode, algorithm, digits, stepSeconds, t0 } = key.parameters;
  const common = {
    secret,
    token: code,
    digits,
    algorithm: OTPLIB_NAMES[algorithm],
    guardrails,
  };
  const result =
    mode === 'totp'
      ? verifySync({
          ...common,
          strategy: 'totp',
          period: stepSeconds,
          t0,
          epoch: t0 + movingFactor * stepSeconds,
        })
      : verifySync({ ...common, strategy: 'hotp', counter: movingFactor });
  return result.valid;
}

const OTPLIB_NAMES = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;

function* lookAround(window: number): Generator<number> {
  yield 0;
  for (let distance = 1; distance <= window; distance++) {
    yield -distance;
    yield distance;
  }
}

function* lookAhead(window: number): Generator<number> {
  for (let ahead = 0; ahead <= window; ahead++) yield ahead;
}
