import { UsageError } from '../bytes/errors.ts';
import { codeText, codeValue, stepAt } from './code-engine.ts';
import type { HmacKey } from './hmac.ts';
import type { OcraSuite } from './ocra-suite.ts';

/**
 * What a response is computed from. Only the inputs that the suite names are read; one that it
 * names and that is missing throws `UsageError`.
 */
export interface OcraInput {
  /** The challenge, in the characters of the suite's format and no longer than it says. */
  readonly question: string;
  /** In mutual challenge-response (RFC 6287 §7.3) the responder's own, put behind the verifier's. */
  readonly secondQuestion?: string;
  /** 0 to 2⁵³ − 1. */
  readonly counter?: number;
  /** Digest of the PIN by the suite's `pinHash`. */
  readonly pinDigest?: Uint8Array;
  /** At most the suite's `sessionBytes`; shorter is filled with zeros in front. */
  readonly session?: Uint8Array;
  /** Unix time in seconds. */
  readonly unixSeconds?: number;
}

/** Every question takes 128 bytes of the data input (RFC 6287 §5.1). */
const QUESTION_BYTES = 128;
const DIGEST_BYTES = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;
const ALLOWED = { A: /^[0-9A-Za-z]+$/, N: /^[0-9]+$/, H: /^[0-9A-Fa-f]+$/ } as const;

/** OCRA response (RFC 6287 §5.2) with its leading zeros. `UsageError` names the input at fault. */
export function ocra(key: HmacKey, suite: OcraSuite, input: OcraInput): string {
  if (key.algorithm !== suite.algorithm) {
    throw new UsageError(`key: prepared for ${key.algorithm}, the suite wants ${suite.algorithm}`);
  }
  return codeText(codeValue(key.tagOf(ocraDataInput(suite, input)), suite.digits), suite.digits);
}

/** The message that a response authenticates: suite ‖ 00 ‖ C ‖ Q ‖ P ‖ S ‖ T (RFC 6287 §5.1). */
export function ocraDataInput(suite: OcraSuite, input: OcraInput): Uint8Array {
  const parts = [asciiBytes(suite.text), Uint8Array.of(0)];
  if (suite.counter) parts.push(integerBytes('counter', input.counter));
  parts.push(questionBytes(suite, input));
  if (suite.pinHash !== undefined) {
    const length = DIGEST_BYTES[suite.pinHash];
    if (input.pinDigest?.length !== length) {
      throw new UsageError(`pinDigest: not the ${String(length)} bytes of ${suite.pinHash}`);
    }
    parts.push(input.pinDigest);
  }
  if (suite.sessionBytes !== undefined) parts.push(sessionField(suite.sessionBytes, input.session));
  if (suite.stepSeconds !== undefined) {
    if (input.unixSeconds === undefined) throw new UsageError('unixSeconds: missing');
    const rule = { stepSeconds: suite.stepSeconds, t0: 0 };
    parts.push(integerBytes('unixSeconds', stepAt(input.unixSeconds, rule)));
  }
  return concat(parts);
}

function questionBytes(suite: OcraSuite, input: OcraInput): Uint8Array {
  let text = checkedQuestion('question', suite, input.question);
  if (input.secondQuestion !== undefined) {
    text += checkedQuestion('secondQuestion', suite, input.secondQuestion);
  }
  const field = new Uint8Array(QUESTION_BYTES);
  if (suite.questionFormat === 'A') {
    field.set(asciiBytes(text));
    return field;
  }
  // Hexadecimal from the left, an odd last digit in the upper half of its byte (§5.1).
  const hex = suite.questionFormat === 'N' ? BigInt(text).toString(16) : text;
  for (let i = 0; i < hex.length; i += 2) {
    field[i / 2] = Number.parseInt(hex.slice(i, i + 2).padEnd(2, '0'), 16);
  }
  return field;
}

function checkedQuestion(name: string, suite: OcraSuite, question: string): string {
  if (!ALLOWED[suite.questionFormat].test(question) || question.length > suite.questionLength) {
    const limit = `1 to ${String(suite.questionLength)} characters`;
    throw new UsageError(`${name}: not ${limit} of format ${suite.questionFormat}`);
  }
  return question;
}

function sessionField(length: number, session: Uint8Array | undefined): Uint8Array {
  if (session === undefined || session.length > length) {
    throw new UsageError(`session: not at most ${String(length)} bytes`);
  }
  const field = new Uint8Array(length);
  field.set(session, length - session.length);
  return field;
}

/** `value` as 8 bytes, most significant first. */
function integerBytes(name: string, value: number | undefined): Uint8Array {
  if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
    throw new UsageError(`${name}: not an integer from 0 to 2^53 - 1`);
  }
  const bytes = new Uint8Array(8);
  for (let i = 7, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
