import type { Contract } from './contract.ts';
import { type Books, type Decision, done, refused } from './decision.ts';
import { serialKey, tokenOf } from './books.ts';
import type { Token, TokenState } from './token.ts';

/** 申込書: a hardware token of stock is put aside for the contract. */
export function assign(
  contract: Contract,
  token: Token | undefined,
): Decision<{ readonly serial?: string }> {
  if (token === undefined) return refused(contract, 'no-stock');
  if (token.state !== 'stock' || token.kind !== 'hardware') return refused(contract, 'token-state');
  const { contractId } = contract;
  const { serial } = token;
  return done(
    { ...contract, state: 'active' },
    { sentence: 'form-accepted', serial },
    {
      tokens: [{ ...token, state: 'assigned', contractId }],
      events: [{ kind: 'token.assigned', subject: serial, facts: { contract: contractId } }],
    },
  );
}

/** It is mailed. */
export function dispatch(books: Books, serial: string): Decision {
  return moved(books, serial, { from: 'assigned', to: 'dispatched' });
}

/** 郵送着: only from now on it can be registered. */
export function arrive(books: Books, serial: string): Decision {
  return moved(books, serial, { from: 'dispatched', to: 'delivered' });
}

/**
 * For good: broken, dead, sent back. What it was registered for has no token then; a lock stays, as
 * that of the contract.
 */
export function scrap(books: Books, serial: string, why: string): Decision {
  const { contract } = books;
  const token = tokenOf(books, serial);
  if (token === undefined) return refused(contract, 'token-unknown');
  if (token.state === 'scrapped') return refused(contract, 'token-state');
  const { accident: _, before: _before, ...bare } = token;
  const registrations = contract.registrations.filter(
    (one) => serialKey(one.serial) !== serialKey(serial),
  );
  const gone = contract.registrations.find((one) => !registrations.includes(one));
  const lock = contract.lock ?? gone?.lock;
  const facts = { contract: contract.contractId, why: why.slice(0, 200).toWellFormed() };
  return done(
    { ...contract, registrations, ...(lock === undefined ? {} : { lock }) },
    {},
    {
      tokens: [{ ...bare, state: 'scrapped' }],
      events: [{ kind: 'token.scrapped', subject: token.serial, facts }],
    },
  );
}

function moved(
  books: Books,
  serial: string,
  { from, to }: { readonly from: TokenState; readonly to: TokenState },
): Decision {
  const { contract } = books;
  const token = tokenOf(books, serial);
  if (token === undefined) return refused(contract, 'token-unknown');
  if (token.kind !== 'hardware' || token.state !== from) return refused(contract, 'token-state');
  const facts = { contract: contract.contractId };
  return done(
    contract,
    {},
    {
      tokens: [{ ...token, state: to }],
      events: [{ kind: `token.${to}`, subject: token.serial, facts }],
    },
  );
}
