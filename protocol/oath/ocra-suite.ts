import { UsageError } from '../bytes/errors.ts';
import type { Algorithm } from './parameters.ts';
import { MAX_DIGITS, MIN_DIGITS } from './parameters.ts';

/** Alphanumeric, numeric or hexadecimal challenge (RFC 6287 §5.1, table 2). */
export type OcraQuestionFormat = 'A' | 'N' | 'H';

/** What an OCRA suite string says (RFC 6287 §6). Absent parts are undefined. */
export interface OcraSuite {
  /** The string itself, which is part of what is authenticated. */
  readonly text: string;
  readonly algorithm: Algorithm;
  /** 4 to 10. */
  readonly digits: number;
  readonly counter: boolean;
  readonly questionFormat: OcraQuestionFormat;
  /** Longest question in characters, 4 to 64. */
  readonly questionLength: number;
  /** Hash of the PIN. */
  readonly pinHash: Algorithm | undefined;
  /** Length of the session information in bytes, 1 to 512. */
  readonly sessionBytes: number | undefined;
  /** Length of a time step in seconds. */
  readonly stepSeconds: number | undefined;
}

const SECONDS = { S: 1, M: 60, H: 3600 } as const;
const LARGEST_STEP = { S: 59, M: 59, H: 48 } as const;

/**
 * Parses a suite such as `OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1` by the grammar of
 * docs/protocol/07-codes.md §7.6. A string outside it throws `UsageError` with the position,
 * counted from 0, of the part that is wrong.
 */
export function parseOcraSuite(text: string): OcraSuite {
  const scan = new Scanner(text);
  scan.need(/OCRA-1:/y, 'not OCRA version 1 ("OCRA-1:")');
  scan.need(/HOTP-/y, 'not a HOTP function ("HOTP-")');
  const [algorithm] = scan.need(/(SHA1|SHA256|SHA512)(?![0-9])/y, 'not SHA1, SHA256 or SHA512');
  scan.need(/-/y, 'no digits');
  const digitsAt = scan.at;
  const [digits] = scan.need(/(0|[1-9]\d?)(?=:)/y, 'not a number of digits');
  const digitCount = Number(digits);
  if (digitCount < MIN_DIGITS || digitCount > MAX_DIGITS) {
    throw refused('not 4 to 10 digits', digitsAt);
  }
  scan.need(/:/y, 'no data input');
  const counter = scan.take(/C-/y) !== undefined;
  const questionAt = scan.at;
  const [format, length] = scan.need(
    /Q([ANH])(\d\d)/y,
    'no question (QA, QN or QH and two digits)',
  );
  const questionLength = Number(length);
  if (questionLength < 4 || questionLength > 64) {
    throw refused('not a question length from 04 to 64', questionAt);
  }
  const pin = scan.take(/-P(SHA1|SHA256|SHA512)(?![0-9])/y);
  const sessionAt = scan.at;
  const session = scan.take(/-S(\d{3})/y);
  const sessionBytes = session === undefined ? undefined : Number(session[0]);
  if (sessionBytes === 0 || (sessionBytes ?? 0) > 512) {
    throw refused('not a session length from 001 to 512', sessionAt);
  }
  const stepAt = scan.at;
  const step = scan.take(/-T([1-9]\d?)([SMH])/y);
  const stepSeconds = step === undefined ? undefined : stepLength(step, stepAt);
  if (scan.at < text.length) {
    throw refused('not a part of a suite, or not in the order C, Q, P, S, T', scan.at);
  }
  return {
    text,
    algorithm: algorithmNamed(algorithm),
    digits: digitCount,
    counter,
    questionFormat: format === 'A' || format === 'H' ? format : 'N',
    questionLength,
    pinHash: pin === undefined ? undefined : algorithmNamed(pin[0]),
    sessionBytes,
    stepSeconds,
  };
}

function stepLength([count, unit]: readonly string[], at: number): number {
  const name = unit === 'S' || unit === 'M' ? unit : 'H';
  if (Number(count) > LARGEST_STEP[name]) {
    throw refused('not a time step of 1 to 59 S or M or 1 to 48 H', at);
  }
  return Number(count) * SECONDS[name];
}

function algorithmNamed(name: string | undefined): Algorithm {
  return name === 'SHA256' || name === 'SHA512' ? name : 'SHA1';
}

function refused(why: string, at: number): UsageError {
  return new UsageError(`OCRA suite: ${why} at position ${String(at)}`);
}

/** Walks a text by sticky patterns. */
class Scanner {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The groups of `pattern` here, and a step past it; undefined where it does not match. */
  take(pattern: RegExp): readonly string[] | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match.slice(1);
  }

  need(pattern: RegExp, why: string): readonly string[] {
    const groups = this.take(pattern);
    if (groups === undefined) throw refused(why, this.at);
    return groups;
  }
}
