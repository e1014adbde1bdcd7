import { timingSafeEqual } from 'node:crypto';
import { UsageError } from '@fobkit/protocol';
import { createGuardrails, generateSync, type HashAlgorithm } from 'otplib';
import type { TokenKey } from './relying-party.ts';

/** The limits of otplib are meant for servers; fobs of purpose test may have shorter seeds. */
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 128,
  MIN_PERIOD: 1,
  MAX_PERIOD: 0xffff_ffff,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
});

const HASHES = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const satisfies Record<
  string,
  HashAlgorithm
>;

/** Where a code is looked for: moving factors, each with its distance from the one expected. */
export interface Search {
  readonly middle: number;
  /** So many before the middle, and after it. */
  readonly behind: number;
  readonly ahead: number;
}

/** @throws UsageError for OCRA, which otplib does not know. */
export function refuseOcra({ parameters, serialLabel }: TokenKey): void {
  if (parameters.mode !== 'ocra') return;
  throw new UsageError(
    `the token ${serialLabel} is of mode ocra: otplib judges TOTP and HOTP codes alone`,
  );
}

/** The step of a time, or the counter that is due. */
export function timeStep({ parameters }: TokenKey, unixSeconds: number): number {
  const { stepSeconds = 30, t0 = 0 } = parameters;
  return Math.floor((unixSeconds - t0) / stepSeconds);
}

/**
 * The moving factors in the search whose code it is, nearest to the middle first. Each is made and
 * compared, whether or not one was found: how long it takes tells nothing.
 */
export function factorsOf(key: TokenKey, code: string, search: Search): readonly number[] {
  const wanted = new TextEncoder().encode(code);
  const found: number[] = [];
  for (const factor of nearestFirst(search)) {
    const made = new TextEncoder().encode(codeAt(key, factor));
    if (made.length === wanted.length && timingSafeEqual(made, wanted)) found.push(factor);
  }
  return found;
}

function codeAt({ seed, parameters }: TokenKey, factor: number): string {
  const { mode, algorithm, digits, stepSeconds = 30, t0 = 0 } = parameters;
  const common = { secret: seed, algorithm: HASHES[algorithm], digits, guardrails };
  return mode === 'hotp'
    ? generateSync({ ...common, strategy: 'hotp', counter: factor })
    : generateSync({
        ...common,
        strategy: 'totp',
        period: stepSeconds,
        t0,
        epoch: t0 + factor * stepSeconds,
      });
}

function* nearestFirst({ middle, behind, ahead }: Search): Generator<number> {
  yield middle;
  for (let distance = 1; distance <= Math.max(behind, ahead); distance++) {
    if (distance <= behind && middle >= distance) yield middle - distance;
    if (distance <= ahead) yield middle + distance;
  }
}
