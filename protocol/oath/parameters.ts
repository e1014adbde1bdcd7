import type { Secret } from './secret.ts';

/** HMAC hash of a code engine (RFC 6238 §1.2). */
export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** Time-based (RFC 6238), event-based (RFC 4226) or challenge-response (RFC 6287). */
export type OtpMode = 'totp' | 'hotp' | 'ocra';

/** Fewest and most digits of a code (docs/protocol/07-codes.md §7.3). */
export const MIN_DIGITS = 4;
export const MAX_DIGITS = 10;

/** What a code is computed from (docs/protocol/07-codes.md §7.1). */
export interface OtpParameters {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  /** 4 to 10. */
  readonly digits: number;
  /** Length of a step in seconds; used by `totp`. */
  readonly stepSeconds: number;
  /** Unix time at which step 0 began, in seconds; used by `totp`. */
  readonly t0: number;
  /** Counter of the next code, 0 to 2⁵³ − 1; used by `hotp`. */
  readonly counter: number;
  readonly secret: Secret;
}
