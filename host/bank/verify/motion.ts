import { parseOcraSuite, UsageError } from '@fobkit/protocol';
import type { TokenParameters } from './token-key.ts';

/** What moves from one code of a token to the next. */
export type Motion =
  /** The step of the time. With `answers`, a step may serve several challenges. */
  | {
      readonly kind: 'time';
      readonly stepSeconds: number;
      readonly t0: number;
      readonly answers: boolean;
    }
  /** A counter; in a suite that has both, with the step of the time besides. */
  | { readonly kind: 'counter'; readonly first: number; readonly stepSeconds?: number }
  /** The challenge alone. */
  | { readonly kind: 'challenge' };

/** How the codes of a token move, and how many digits they have. */
export interface CodeKind {
  readonly motion: Motion;
  readonly digits: number;
}

/** @throws UsageError for parameters that no token has: they are checked when it is imported. */
export function codeKindOf(parameters: TokenParameters): CodeKind {
  const { mode, digits, stepSeconds = 30, t0 = 0, counter: first = 0 } = parameters;
  if (mode === 'totp') {
    if (stepSeconds < 1) throw new UsageError('stepSeconds: not a whole number from 1');
    return { digits, motion: { kind: 'time', stepSeconds, t0, answers: false } };
  }
  if (mode === 'hotp') return { digits, motion: { kind: 'counter', first } };
  const suite = parseOcraSuite(parameters.suite ?? '');
  return { digits: suite.digits, motion: ocraMotion(suite, first) };
}

function ocraMotion(suite: ReturnType<typeof parseOcraSuite>, first: number): Motion {
  const { counter, stepSeconds } = suite;
  if (counter) return { kind: 'counter', first, ...(stepSeconds !== undefined && { stepSeconds }) };
  if (stepSeconds === undefined) return { kind: 'challenge' };
  return { kind: 'time', stepSeconds, t0: 0, answers: true };
}

/** The step of a time; negative before the first. */
export function stepOf(
  { stepSeconds, t0 }: { readonly stepSeconds: number; readonly t0: number },
  unixSeconds: number,
): number {
  return Math.floor((Math.floor(unixSeconds) - t0) / stepSeconds);
}
