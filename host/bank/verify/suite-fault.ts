import { parseOcraSuite } from '@fobkit/protocol';
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
