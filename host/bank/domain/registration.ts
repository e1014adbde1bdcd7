import type { CodeVerdict } from '../verify/token-key.ts';
import { lockSentence, moveOn, registrationOf, tokenOf, withRegistration } from './books.ts';
import type { Contract, Holder, Lock, UsageMode } from './contract.ts';
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
import type { Token, TokenState } from './token.ts';
import { takeCode, takeSerial } from './typed-text.ts';

/** The form of 利用登録; its ご契約先確認暗証番号 is checked by whoever knows the hash. */
export interface RegistrationWish {
  readonly serial: string;
  readonly code: string;
  readonly userIds?: readonly string[];
  /** The mode that the form was shown for. */
  readonly mode?: UsageMode;
}

/** What stands against a token of the contract in this state, whatever code comes with it. */
const STANDS_AGAINST: Partial<Record<TokenState, SentenceId>> = {
  assigned: 'serial-undelivered',
  dispatched: 'serial-undelivered',
  registered: 'serial-registered',
  accident: 'serial-reported',
  scrapped: 'serial-scrapped',
};

/** 利用登録: serial and code of a token of the contract; over a registered one, that is replaced. */
export function register(
  books: Books,
  wish: RegistrationWish,
  judge: Judge,
  circumstances: Circumstances,
): Decision {
  const { contract } = books;
  const holder = holderOf(contract, wish);
  if (typeof holder === 'string') return refused(contract, holder);
  const serial = takeSerial(wish.serial);
  if (serial === undefined) return refused(contract, 'serial-form');
  const code = takeCode(wish.code);
  if (code === undefined || !hasForm(books, judge)) return refused(contract, 'code-form');
  const lock = contract.lock ?? registrationOf(contract, holder)?.lock;
  if (lock !== undefined) return refused(contract, lockSentence(lock));
  const note = serial.wasWide || code.wasWide ? ({ note: 'full-width-taken' } as const) : {};
  const token = tokenOf(books, serial.text);
  if (token === undefined || token.state === 'stock') {
    return withNote(countWrong(contract, [], circumstances), note);
  }
  const against = standsAgainst(token, judge);
  if (against !== undefined) {
    const events = [notTaken(contract, against, token)];
    return { ...refused(contract, against, note), events };
  }
  const decided = judged(books, { token, holder }, judge.verify(token), circumstances);
  return withNote(decided, note);
}

function holderOf(
  contract: Contract,
  { userIds = [], mode = contract.mode }: Pick<RegistrationWish, 'userIds' | 'mode'>,
): Holder | SentenceId {
  if (contract.mode === 'none') return mode === 'none' ? 'not-started' : 'mode-was-changed';
  if (mode !== contract.mode) return 'mode-was-changed';
  if (contract.mode === 'same')
    return userIds.length === 0 ? { kind: 'contract' } : 'mode-was-changed';
  const [userId, ...others] = userIds;
  if (userId === undefined || others.length > 0) return 'choose-one-user';
  const isKnown = contract.users.some((user) => user.userId === userId);
  return isKnown ? { kind: 'user', userId } : 'user-unknown';
}

function standsAgainst(token: Token, judge: Judge): SentenceId | undefined {
  const { kind, state } = token;
  if (kind === 'software' && state === 'assigned') return 'serial-unactivated';
  const against = STANDS_AGAINST[state];
  if (against !== undefined) return against;
  return judge.isAskedWhole?.(token) === false ? 'serial-unanswerable' : undefined;
}

function judged(
  books: Books,
  { token, holder }: { readonly token: Token; readonly holder: Holder },
  verdict: CodeVerdict,
  circumstances: Circumstances,
): Decision {
  const { contract } = books;
  const seen = { ...token, memory: verdict.memory };
  switch (verdict.outcome) {
    case 'accepted':
    case 'resynchronised':
      return accepted(books, seen, holder, circumstances);
    case 'resync-wanted':
      return { ...refused(contract, 'code-next'), tokens: [seen] };
    case 'throttled': {
      const { retryAfter } = verdict;
      const wait = retryAfter === undefined ? {} : { retryAfter };
      return { ...refused(contract, 'code-too-soon', wait), tokens: [seen] };
    }
    case 'replayed':
      return {
        ...refused(contract, 'code-used'),
        tokens: [seen],
        events: [notTaken(contract, 'code-used', seen)],
      };
    case 'wrong':
      return countWrong(contract, [seen], circumstances);
    case 'locked':
      return idleLocked(contract, seen, circumstances);
  }
}

function accepted(
  books: Books,
  token: Token,
  holder: Holder,
  { now, saysRegistered }: Circumstances,
): Decision {
  const { contract } = books;
  const before = registrationOf(contract, holder);
  const replaced = before === undefined ? undefined : tokenOf(books, before.serial);
  const registered: Token = { ...token, state: 'registered' };
  const next = withRegistration(
    { ...contract, wrongRegistrations: 0, hadToken: true },
    { holder, serial: token.serial, since: now, usedUnregistered: false },
  );
  const facts = {
    contract: contract.contractId,
    user: holder.kind === 'user' ? holder.userId : null,
    kind: token.kind,
    replaces: before?.serial ?? null,
  };
  const sentence = before === undefined ? 'registered' : 'token-replaced';
  return done(next, saysRegistered ? { sentence } : {}, {
    tokens: replaced === undefined ? [registered] : [moveOn(replaced, 'replaced'), registered],
    events: [{ kind: 'token.registered', subject: token.serial, facts }],
  });
}

/** It was locked before, or because nobody used it for long: the administrator may lift that. */
function idleLocked(contract: Contract, token: Token, { now }: Circumstances): Decision {
  const lock: Lock = { kind: 'codes', at: now };
  const { contractId: subject } = contract;
  const events = [{ kind: 'contract.locked', subject, facts: { by: lock.kind } }];
  return { ...refused({ ...contract, lock }, lockSentence(lock)), tokens: [token], events };
}

/**
 * Counts a serial or code that was wrong at registration. With the last that is allowed the contract
 * is locked; during a model change so that only paper lifts it.
 */
function countWrong(
  contract: Contract,
  tokens: readonly Token[],
  { now, lockAfter }: Circumstances,
): Decision {
  const wrongRegistrations = contract.wrongRegistrations + 1;
  const isLocked =
    (lockAfter > 0 && wrongRegistrations >= lockAfter) ||
    tokens.some(({ memory }) => memory.lockedAt !== undefined);
  const lock: Lock = { kind: contract.hadToken ? 'unregistered-token' : 'codes', at: now };
  const next = { ...contract, wrongRegistrations, ...(isLocked ? { lock } : {}) };
  const subject = contract.contractId;
  const [token] = tokens;
  const events = [notTaken(next, token === undefined ? 'serial-wrong' : 'code-wrong', token)];
  if (isLocked) events.push({ kind: 'contract.locked', subject, facts: { by: lock.kind } });
  return { ...refused(next, isLocked ? lockSentence(lock) : 'serial-wrong'), tokens, events };
}

/** For the record: whoever registers is not told which of serial and code was wrong. */
function notTaken(contract: Contract, why: SentenceId, token: Token | undefined): DomainEvent {
  const { contractId: subject, wrongRegistrations: wrong } = contract;
  const serial = token === undefined ? {} : { serial: token.serial };
  return { kind: 'registration.refused', subject, facts: { why, wrong, ...serial } };
}

function withNote(decision: Decision, note: { readonly note?: SentenceId }): Decision {
  return { ...decision, reply: { ...decision.reply, ...note } };
}

/** 利用登録解除. */
export function cancel(books: Books, holder: Holder): Decision {
  const { contract } = books;
  const registration = registrationOf(contract, holder);
  const lock = contract.lock ?? registration?.lock;
  if (lock !== undefined) return refused(contract, lockSentence(lock));
  if (registration === undefined) return refused(contract, 'no-token');
  const token = tokenOf(books, registration.serial);
  const registrations = contract.registrations.filter((one) => one !== registration);
  return done(
    { ...contract, registrations },
    { sentence: 'registration-cancelled' },
    {
      tokens: token === undefined ? [] : [moveOn(token, 'cancelled')],
      events: [
        {
          kind: 'token.cancelled',
          subject: registration.serial,
          facts: { contract: contract.contractId },
        },
      ],
    },
  );
}

/** Whose settings an administrator means, by the user that is chosen or not. */
export function holderChosen(contract: Contract, userId: string | undefined): Holder | SentenceId {
  return holderOf(contract, userId === undefined ? {} : { userIds: [userId] });
}
