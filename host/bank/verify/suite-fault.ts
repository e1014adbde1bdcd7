import { parseOcraSuite } from '@fobkit/protocol';
import type { Challenge } from './code-source.ts';
import type { TokenParameters } from './token-key.ts';

/**
 * What an OCRA suite asks for that nobody at the bank's pages can give; undefined: nothing. The bank
 * would have to keep a PIN itself: one that is typed beside the code proves nothing.
 */
export function suiteFault({ mode, suite }: TokenParameters): string | undefined {
  if (mode !== 'ocra' || suite === undefined) return undefined;
  const { pinHash, sessionBytes } = parseOcraSuite(suite);
  if (pinHash !== undefined) {
    return `suite: asks for a PIN (P${pinHash}), and the bank keeps no PINs of tokens`;
  }
  if (sessionBytes !== undefined) {
    const part = `S${String(sessionBytes).padStart(3, '0')}`;
    return `suite: asks for session information (${part}), which no page of the bank shows`;
  }
  return undefined;
}

/** Whether a challenge has what a suite answers besides its question; other tokens answer nothing. */
export function isAskedWhole(
  { mode, suite }: TokenParameters,
  challenge: Challenge | undefined,
): boolean {
  if (mode !== 'ocra' || suite === undefined) return true;
  const { pinHash, sessionBytes } = parseOcraSuite(suite);
  const { pinDigest, session } = challenge ?? {};
  const hasPin = pinHash === undefined || pinDigest !== undefined;
  return hasPin && (sessionBytes === undefined || session !== undefined);
}
