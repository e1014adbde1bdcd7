import { randomInt } from 'node:crypto';
import type { Challenge } from '../verify/code-source.ts';
import type { Visit } from '../web/visit.ts';

const DIGITS = /^[0-9]{1,8}$/;

/** The challenge that a visitor is shown; the same one until he sends a code. */
export function challengeOf(visit: Visit, digits: number): string {
  const { data } = visit;
  const before = data?.['challenge'];
  if (before?.length === digits) return before;
  const challenge = Array.from({ length: digits }, () => String(randomInt(10))).join('');
  if (data !== undefined) visit.keep({ ...data, challenge });
  return challenge;
}

/** The challenge that was shown to the visitor, which counts once. */
export function takeChallenge(visit: Visit): Challenge | undefined {
  if (visit.data === undefined) return undefined;
  const { challenge, ...rest } = visit.data;
  if (challenge === undefined || !DIGITS.test(challenge)) return undefined;
  visit.keep(rest);
  return { question: challenge };
}
