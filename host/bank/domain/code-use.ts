import type { CodeVerdict } from '../verify/token-key.ts';
import { lockSentence, registeredToken, registrationOf, withRegistration } from './books.ts';
import type { Contract, Holder, Lock, Registration } from './contract.ts';
import {
  type Books,
  type Circumstances,
  type Decision,
  done,
  type DomainEvent,
  hasForm,
  type Judge,
  refused,
} from './decision.ts';
import type { SentenceId } from './sentences.ts';
import { REGISTRABLE, type Token } from './token.ts';
import { takeCode } from './typed-text.ts';

/** What a right code is good for. */
export interface CodeUse {
  readonly code: string;
  /** Says that the code, the transaction … was accepted. */
  readonly sentence: SentenceId;
}

interface Used {
  readonly registration: Registration;
  readonly token: Token;
}

/**
 * A code of a registered token, for 特定取引 or a gateway. It dies when it is used. Too many wrong ones
 * suspend the use (利用中止); if one of them was the code of another token of the contract, which is
 * not registered, only paper lifts that.
 */
export function useCode(
  books: Books,
  holder: Holder,
  use: CodeUse & { readonly judge: Judge },
  circumstances: Pick<Circumstances, 'now'>,
): Decision<{ readonly serial: string }> {
  const { contract } = books;
  const registration = registrationOf(contract, holder);
  const token = registeredToken(books, holder);
  const lock = contract.lock ?? registration?.lock;
  if (lock !== undefined) return refused(contract, lockSentence(lock));
  if (registration === undefined || token === undefined) return refused(contract, 'no-settings');
  if (token.state === 'accident') return notLookedAt(contract, token, 'serial-reported');
  if (use.judge.isAskedWhole?.(token) === false) {
    return notLookedAt(contract, token, 'serial-unanswerable');
  }
  const code = takeCode(use.code);
  if (code === undefined || !hasForm(books, use.judge)) return refused(contract, 'code-form');
  const note = code.wasWide ? ({ note: 'full-width-taken' } as const) : {};
  const decided = judged(books, { registration, token }, use, circumstances);
  return { ...decided, reply: { ...decided.reply, ...note } };
}

/** A code of a token that is lost or stolen, or that the bank cannot judge, goes on record. */
function notLookedAt(
  contract: Contract,
  { serial, memory }: Token,
  sentence: SentenceId,
): Decision<never> {
  const facts = { contract: contract.contractId, why: sentence, wrong: memory.wrongInARow };
  const events = [{ kind: 'code.refused', subject: serial, facts }];
  return { ...refused(contract, sentence), events };
}

function judged(
  books: Books,
  { registration, token }: Used,
  { judge, sentence }: CodeUse & { readonly judge: Judge },
  { now }: Pick<Circumstances, 'now'>,
): Decision<{ readonly serial: string }> {
  const { contract } = books;
  const verdict = judge.verify(token);
  const tokens = [{ ...token, memory: verdict.memory }];
  const { serial } = token;
  switch (verdict.outcome) {
    case 'accepted':
    case 'resynchronised': {
      const next = withRegistration(contract, { ...registration, usedUnregistered: false });
      const facts = { contract: contract.contractId, offset: verdict.offset ?? null };
      const events = [{ kind: `code.${verdict.outcome}`, subject: serial, facts }];
      return done(next, { sentence, serial }, { tokens, events });
    }
    case 'resync-wanted':
      // It may count as a wrong one, and be the last.
      if (verdict.memory.lockedAt !== undefined) {
        return wrong(books, { registration, token }, { verdict, judge, now });
      }
      return { ...refused(contract, 'code-next'), tokens };
    case 'throttled': {
      const { retryAfter } = verdict;
      const wait = retryAfter === undefined ? {} : { retryAfter };
      return { ...refused(contract, 'code-too-soon', wait), tokens };
    }
    case 'replayed':
    case 'wrong':
    case 'locked':
      return wrong(books, { registration, token }, { verdict, judge, now });
  }
}

function wrong(
  books: Books,
  { registration, token }: Used,
  came: { readonly verdict: CodeVerdict; readonly judge: Judge; readonly now: number },
): Decision<never> {
  const { contract } = books;
  const { verdict, judge, now } = came;
  const usedUnregistered =
    registration.usedUnregistered ||
    (verdict.outcome === 'wrong' && isOfUnregistered(books, judge));
  const isLocked = verdict.memory.lockedAt !== undefined;
  const lock: Lock = { kind: usedUnregistered ? 'unregistered-token' : 'codes', at: now };
  const next = withRegistration(contract, {
    ...registration,
    usedUnregistered,
    ...(isLocked ? { lock } : {}),
  });
  const { serial } = token;
  const why = verdict.outcome;
  const facts = { contract: contract.contractId, why, wrong: verdict.memory.wrongInARow };
  const events: DomainEvent[] = [{ kind: 'code.refused', subject: serial, facts }];
  if (isLocked) {
    const locked = { contract: contract.contractId, by: lock.kind };
    events.push({ kind: 'token.locked', subject: serial, facts: locked });
  }
  const sentence = verdict.outcome === 'replayed' ? 'code-used' : 'code-wrong';
  return {
    ...refused(next, isLocked ? lockSentence(lock) : sentence),
    tokens: [{ ...token, memory: verdict.memory }],
    events,
  };
}

/** Whether it would be right for a token of the contract that could be registered and is not. */
function isOfUnregistered({ tokens }: Books, judge: Judge): boolean {
  return tokens
    .filter(({ state }) => REGISTRABLE.has(state))
    .some((token) => judge.isCodeOf(token));
}
