import type { Algorithm, OtpMode, Secret } from '@fobkit/protocol';
import type { DriftReading } from '../policy/drift.ts';

/** A hardware fob, or the app on a phone. */
export type TokenKind = 'hardware' | 'software';

/** How the codes of a token come about. */
export interface TokenParameters {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  /** 4 to 10. */
  readonly digits: number;
  /** TOTP: time step in seconds. */
  readonly stepSeconds?: number;
  /** TOTP: unix seconds at which counting starts; 0 if absent. */
  readonly t0?: number;
  /** HOTP: the counter of the first code. */
  readonly counter?: number;
  /** OCRA: the suite (RFC 6287 §6). */
  readonly suite?: string;
}

/** What codes are judged with. */
export interface TokenKey {
  readonly serial: string;
  readonly kind: TokenKind;
  readonly parameters: TokenParameters;
  readonly seed: Secret;
}

/**
 * What the bank remembers of a token's codes: plain JSON, replaced as a whole after each code.
 * Times are unix seconds by the bank's clock.
 */
export interface TokenMemory {
  /** The step or counter accepted last; absent before the first. */
  readonly lastFactor?: number;
  /** TOTP: steps that the token was off when a code of it was accepted last. */
  readonly driftSteps: number;
  /** When a code was accepted last; absent: the window of the first use applies. */
  readonly acceptedAt?: number;
  /** Wrong codes since the last accepted one. */
  readonly wrongInARow: number;
  /** When the last wrong one came: for throttling. */
  readonly wrongAt?: number;
  readonly lockedAt?: number;
  /** Its lock was lifted, and no code was accepted since: idleness locks it not again. */
  readonly idleAllowed?: boolean;
  /** A first code that was right outside the window: the next one makes it a resynchronisation. */
  readonly resync?: { readonly factor: number; readonly at: number };
  /** Drift readings for the prediction of clock and battery: newest last, a bounded number. */
  readonly readings: readonly DriftReading[];
  /** The factors accepted lately, newest last, a bounded number: their codes are told as replayed. */
  readonly accepted?: readonly number[];
  /** OCRA: marks of the challenges answered lately, with the factor; a bounded number. */
  readonly answered?: readonly { readonly mark: string; readonly factor: number }[];
  /** When the first code was accepted. */
  readonly firstAcceptedAt?: number;
  /** Codes that were looked at, right or wrong: each is a press or more. */
  readonly seen?: number;
}

export const freshMemory: TokenMemory = { driftSteps: 0, wrongInARow: 0, readings: [] };

/**
 * What came of a code. `resync-wanted`: right, but outside the window: the next one decides.
 * `resynchronised`: it was that next one, and counts as accepted. `replayed`: right, and accepted
 * lately. `throttled`: not looked at, too soon after wrong ones. The code that locks is `wrong`;
 * `lockedAt` of the memory tells what it did.
 */
export type CodeOutcome =
  'accepted' | 'wrong' | 'replayed' | 'locked' | 'throttled' | 'resync-wanted' | 'resynchronised';

export interface CodeVerdict {
  readonly outcome: CodeOutcome;
  readonly memory: TokenMemory;
  /** Steps or counters that an accepted code was off. */
  readonly offset?: number;
  /** `throttled`: seconds until the next one is looked at. */
  readonly retryAfter?: number;
}
