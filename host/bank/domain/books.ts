import { unlock } from '../verify/unlock.ts';
import type { Contract, Holder, Lock, Registration } from './contract.ts';
import type { Books } from './decision.ts';
import type { SentenceId } from './sentences.ts';
import type { Token, TokenState } from './token.ts';

export function sameHolder(one: Holder, other: Holder): boolean {
  if (one.kind === 'contract' || other.kind === 'contract') return one.kind === other.kind;
  return one.userId === other.userId;
}

/** Of the contract in mode `same`, of that user in mode `different`. */
export function registrationOf(contract: Contract, holder: Holder): Registration | undefined {
  return contract.registrations.find((one) => sameHolder(one.holder, holder));
}

/** By whom a user's codes come about in the contract's mode. */
export function holderFor({ mode }: Pick<Contract, 'mode'>, userId: string): Holder {
  return mode === 'different' ? { kind: 'user', userId } : { kind: 'contract' };
}

/** Serials are compared without regard to case, as people type them. */
export function serialKey(serial: string): string {
  return serial.toUpperCase();
}

export function tokenOf({ tokens }: Books, serial: string): Token | undefined {
  const wanted = serialKey(serial);
  return tokens.find((token) => serialKey(token.serial) === wanted);
}

/** The token of a holder, when it is registered. */
export function registeredToken(books: Books, holder: Holder): Token | undefined {
  const registration = registrationOf(books.contract, holder);
  return registration === undefined ? undefined : tokenOf(books, registration.serial);
}

export function lockSentence({ kind }: Lock): SentenceId {
  return kind === 'codes' ? 'suspended' : 'suspended-by-unregistered';
}

/** The gravest lock of the contract and all its registrations. */
export function anyLock({ lock, registrations }: Contract): Lock | undefined {
  const locks = [lock, ...registrations.map((one) => one.lock)].filter((one) => one !== undefined);
  return locks.find(({ kind }) => kind === 'unregistered-token') ?? locks[0];
}

/** The token moves on; one that is reported keeps its accident setting and moves on behind it. */
export function moveOn(token: Token, state: TokenState): Token {
  return token.state === 'accident' ? { ...token, before: state } : { ...token, state };
}

/** Wrong codes are forgotten, and the lock with them. */
export function forgetWrong(token: Token): Token {
  return { ...token, memory: unlock(token.memory, 'release') };
}

/** With a registration instead of the one that has the same holder. */
export function withRegistration(contract: Contract, registration: Registration): Contract {
  const others = contract.registrations.filter(
    (one) => !sameHolder(one.holder, registration.holder),
  );
  return { ...contract, registrations: [...others, registration] };
}

/** All registrations cancelled: what 利用形態の変更, 利用中止 and 利用解約依頼書 have in common. */
export function deregisterAll(books: Books): Pick<Books, 'contract' | 'tokens'> {
  const { contract } = books;
  const tokens = contract.registrations.flatMap(({ serial }) => {
    const token = tokenOf(books, serial);
    return token === undefined ? [] : [moveOn(token, 'cancelled')];
  });
  return { contract: { ...contract, registrations: [], hadToken: false }, tokens };
}
