import { parseOcraSuite } from '@fobkit/protocol';
import type { TokenParameters } from '../verify/token-key.ts';

const MOST_DIGITS = 8;

/**
 * How many digits a challenge has that each of these tokens can answer; undefined: none of them
 * answers one. Digits are within every format of questions (RFC 6287 §6.3). A suite that wants a PIN
 * or a session besides is not for a form that has neither.
 */
export function challengeDigits(all: readonly TokenParameters[]): number | undefined {
  const lengths = all.flatMap(({ mode, suite }) => {
    if (mode !== 'ocra' || suite === undefined) return [];
    const { questionLength, pinHash, sessionBytes } = parseOcraSuite(suite);
    return pinHash === undefined && sessionBytes === undefined ? [questionLength] : [];
  });
  return lengths.length === 0 ? undefined : Math.min(MOST_DIGITS, ...lengths);
}
