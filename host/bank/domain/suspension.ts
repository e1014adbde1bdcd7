import { forgetWrong, lockSentence, sameHolder } from './books.ts';
import type { Contract, Holder } from './contract.ts';
import { type Books, type Decision, done, refused } from './decision.ts';
import type { Token } from './token.ts';

/**
 * 利用中止解除 of what wrong codes have locked: the contract's registrations and the holder's token.
 * `hadLogin`: whether the same command lifts a suspended login, which is enough to lift.
 */
export function unlock(books: Books, holder: Holder | 'all', hadLogin = false): Decision {
  const { contract } = books;
  const mine = (one: Contract['registrations'][number]): boolean =>
    holder === 'all' || sameHolder(one.holder, holder);
  const locked = contract.registrations.filter((one) => mine(one) && one.lock !== undefined);
  const grave = [contract.lock, ...locked.map(({ lock }) => lock)].find(
    (lock) => lock?.kind === 'unregistered-token',
  );
  if (grave !== undefined) return refused(contract, lockSentence(grave));
  if (contract.lock === undefined && locked.length === 0 && !hadLogin) {
    return refused(contract, 'not-suspended');
  }
  const { lock: contractLock, ...open } = contract;
  const registrations = contract.registrations.map((one) => {
    if (!locked.includes(one)) return one;
    const { lock: _, ...free } = one;
    return { ...free, usedUnregistered: false };
  });
  // Else wrong serials would start anew with every other lock that is lifted.
  const wrongRegistrations = contractLock === undefined ? contract.wrongRegistrations : 0;
  const next: Contract = { ...open, registrations, wrongRegistrations };
  const facts = { user: holder !== 'all' && holder.kind === 'user' ? holder.userId : null };
  return done(
    next,
    { sentence: 'unlocked' },
    {
      tokens: freed(
        books,
        locked.map(({ serial }) => serial),
        contractLock !== undefined,
      ),
      events: [{ kind: 'contract.unlocked', subject: contract.contractId, facts }],
    },
  );
}

/** The tokens of these serials; with the contract's lock also those that no registration has. */
function freed(books: Books, serials: readonly string[], others: boolean): readonly Token[] {
  const registered = new Set(books.contract.registrations.map(({ serial }) => serial));
  return books.tokens
    .filter(({ serial }) => serials.includes(serial) || (others && !registered.has(serial)))
    .filter(({ memory }) => memory.wrongInARow > 0 || memory.lockedAt !== undefined)
    .map(forgetWrong);
}
