import type { ResyncVerdict } from '../verify/resynchronise.ts';
import { lockSentence, registeredToken, registrationOf, withRegistration } from './books.ts';
import type { Holder, Lock } from './contract.ts';
import { type Books, type Circumstances, type Decision, done, refused } from './decision.ts';
import type { SentenceId } from './sentences.ts';
import type { Token } from './token.ts';

const SENTENCES = {
  refused: 'code-wrong',
  'not-offered': 'resync-not-offered',
  throttled: 'code-too-soon',
  locked: 'suspended',
} as const satisfies Record<Exclude<ResyncVerdict['outcome'], 'ok'>, SentenceId>;

/** 時刻補正 by two codes in a row. Some banks' policies let it open a lock by wrong codes. */
export function resync(
  books: Books,
  holder: Holder,
  judge: (token: Token) => ResyncVerdict,
  { now }: Pick<Circumstances, 'now'>,
): Decision {
  const { contract } = books;
  const registration = registrationOf(contract, holder);
  const token = registeredToken(books, holder);
  if (contract.lock !== undefined) return refused(contract, lockSentence(contract.lock));
  if (registration === undefined || token === undefined) return refused(contract, 'no-token');
  if (registration.lock?.kind === 'unregistered-token') {
    return refused(contract, lockSentence(registration.lock));
  }
  if (token.state === 'accident') return refused(contract, 'serial-reported');
  const { outcome, memory, retryAfter } = judge(token);
  const tokens = [{ ...token, memory }];
  const facts = { contract: contract.contractId, outcome };
  const events = [{ kind: 'token.resync', subject: token.serial, facts }];
  if (outcome === 'ok') {
    const { lock: _, ...free } = registration;
    const next = withRegistration(contract, { ...free, usedUnregistered: false });
    return done(next, { sentence: 'resynchronised' }, { tokens, events });
  }
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const lock: Lock = registration.lock ?? {
    kind: registration.usedUnregistered ? 'unregistered-token' : 'codes',
    at: now,
  };
  if (memory.lockedAt === undefined) {
    return { ...refused(contract, SENTENCES[outcome], wait), tokens, events };
  }
  const next = withRegistration(contract, { ...registration, lock });
  return { ...refused(next, lockSentence(lock)), tokens, events };
}
