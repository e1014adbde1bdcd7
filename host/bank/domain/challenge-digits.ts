import { parseOcraSuite } from '@fobkit/protocol';
import { suiteFault } from '../verify/suite-fault.ts';
import type { TokenParameters } from '../verify/token-key.ts';

const MOST_DIGITS = 8;

/**
 * How many digits a challenge has that each of these tokens can answer; undefined: none of them
 * answers one. Digits are within every format of questions (RFC 6287 §6.3).
 */
export function challengeDigits(all: readonly TokenParameters[]): number | undefined {
  const lengths = all.flatMap((parameters) => {
    const { mode, suite } = parameters;
    if (mode !== 'ocra' || suite === undefined) return [];
    return suiteFault(parameters) === undefined ? [parseOcraSuite(suite).questionLength] : [];
  });
  return lengths.length === 0 ? undefined : Math.min(MOST_DIGITS, ...lengths);
}
