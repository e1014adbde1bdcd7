import { UsageError } from '../bytes/errors.ts';
import type { HmacKey } from './hmac.ts';
import { MAX_DIGITS, MIN_DIGITS } from './parameters.ts';

const TWO_32 = 0x1_0000_0000;

/**
 * 10^digits. There is none for ten digits: every 31-bit value is below 10^10 and is its own
 * remainder, and without it the table is one of 32-bit integers.
 */
const MODULUS = Int32Array.of(1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9);

export interface StepRule {
  /** Length of a step in whole seconds, at least 1. */
  readonly stepSeconds: number;
  /** Unix time at which step 0 began, in whole seconds. */
  readonly t0: number;
}

export interface TotpRule extends StepRule {
  /** 4 to 10. */
  readonly digits: number;
}

/**
 * HOTP value (RFC 4226 §5.3) of `counter`, 0 to 2⁵³ − 1, as a number: less than 10^digits, and less
 * than 2³¹. `UsageError` for digits outside 4 to 10 or a counter outside its range.
 */
export function hotpValue(key: HmacKey, counter: number, digits: number): number {
  checkDigits(digits);
  if (!Number.isSafeInteger(counter) || counter < 0) {
    throw new UsageError('counter: not an integer from 0 to 2^53 - 1');
  }
  return codeValue(key.tagOfCounter((counter / TWO_32) | 0, counter | 0), digits);
}

/** HOTP code (RFC 4226): `hotpValue` with its leading zeros. */
export function hotp(key: HmacKey, counter: number, digits: number): string {
  return codeText(hotpValue(key, counter, digits), digits);
}

/** TOTP code (RFC 6238) at a Unix time in seconds; `UsageError` as in `hotp` and `stepAt`. */
export function totp(key: HmacKey, unixSeconds: number, rule: TotpRule): string {
  return hotp(key, stepAt(unixSeconds, rule), rule.digits);
}

/**
 * The number of the step that `unixSeconds` lies in: floor((time − T0) / step), RFC 6238 §4.2.
 * `UsageError` for a time before T0, a step that is not a whole number of seconds from 1, or a T0
 * that is not a whole number.
 */
export function stepAt(unixSeconds: number, { stepSeconds, t0 }: StepRule): number {
  if (!Number.isSafeInteger(stepSeconds) || stepSeconds < 1) {
    throw new UsageError('stepSeconds: not a whole number from 1');
  }
  if (!Number.isSafeInteger(t0)) throw new UsageError('t0: not a whole number');
  const elapsed = Math.floor(unixSeconds) - t0;
  if (!Number.isSafeInteger(elapsed) || elapsed < 0) {
    throw new UsageError('unixSeconds: not a time from t0 on');
  }
  // Exact: a quotient below 2^53 / step is rounded by less than 1 / step, so never up to an integer.
  return Math.floor(elapsed / stepSeconds);
}

/** Dynamic truncation of an HMAC tag, given as words, and reduction to digits (RFC 4226 §5.3). */
export function codeValue(tag: Int32Array, digits: number): number {
  const offset = (tag[tag.length - 1] ?? 0) & 0xf;
  const at = offset >>> 2;
  const shift = (offset & 3) * 8;
  const first = tag[at] ?? 0;
  const bits = shift === 0 ? first : (first << shift) | ((tag[at + 1] ?? 0) >>> (32 - shift));
  const value = bits & 0x7fffffff;
  const modulus = MODULUS[digits];
  return modulus === undefined ? value : value % modulus;
}

/** A code value as it is shown: decimal, filled with zeros to its digits. */
export function codeText(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** `UsageError` unless `digits` is a whole number from 4 to 10. */
export function checkDigits(digits: number): void {
  if (!Number.isInteger(digits) || digits < MIN_DIGITS || digits > MAX_DIGITS) {
    throw new UsageError('digits: not a whole number from 4 to 10');
  }
}
