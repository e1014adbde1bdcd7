import type { HostEnv } from '@fobkit/client';
import { parseOcraSuite } from '@fobkit/protocol';

const LONGEST = 16;

/** A challenge that a suite takes: decimal digits, which every format of RFC 6287 §5.1 has. */
export function drawChallenge(
  suite: string,
  { randomBytes }: Pick<HostEnv, 'randomBytes'>,
): string {
  const length = Math.min(LONGEST, parseOcraSuite(suite).questionLength);
  return [...randomBytes(length)].map((byte) => String(byte % 10)).join('');
}
