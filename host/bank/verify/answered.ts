import { sha256, toHex } from '@fobkit/protocol';
import type { Challenge } from './code-source.ts';

/** Most challenges of which a token's memory knows that they were answered. */
export const MAX_ANSWERED = 16;

const MARK_BYTES = 8;

/**
 * A short mark by which a challenge is known again: a hash, so that transactions are not written
 * down a second time. The PIN's digest has no part in it: a hash of that could be guessed at.
 */
export function markOf({ question, secondQuestion, session }: Challenge): string {
  const parts = [question, secondQuestion ?? null, session === undefined ? null : toHex(session)];
  return toHex(sha256(new TextEncoder().encode(JSON.stringify(parts))).subarray(0, MARK_BYTES));
}
