import { anyLock, deregisterAll, lockSentence } from './books.ts';
import type { Contract, UsageMode } from './contract.ts';
import { type Books, type Decision, done, NO_FACTS, refused } from './decision.ts';

/** A mode that can be chosen. */
export type ChosenMode = Exclude<UsageMode, 'none'>;

/** 利用開始: with the choice of 利用形態. */
export function startUse(contract: Contract, mode: ChosenMode): Decision {
  if (contract.mode !== 'none') return refused(contract, 'started-already');
  const next: Contract = { ...contract, state: 'active', mode };
  const events = [{ kind: 'contract.started', subject: contract.contractId, facts: { mode } }];
  return done(next, {}, { events });
}

/** 変更: every token is de-registered, after a warning. */
export function changeMode(books: Books, mode: ChosenMode, confirmed: boolean): Decision {
  const { contract } = books;
  if (contract.mode === 'none') return refused(contract, 'not-started');
  if (contract.mode === mode) return refused(contract, 'mode-unchanged');
  const lock = anyLock(contract);
  if (lock !== undefined) return refused(contract, lockSentence(lock));
  if (!confirmed) return refused(contract, 'mode-change-warning');
  const { contract: bare, tokens } = deregisterAll(books);
  const facts = { from: contract.mode, to: mode, deregistered: tokens.length };
  return done(
    { ...bare, mode },
    { sentence: 'mode-changed' },
    { tokens, events: [{ kind: 'contract.mode-changed', subject: contract.contractId, facts }] },
  );
}

/** ワンタイムパスワードの利用中止: the settings go, the contract stays. */
export function discontinue(books: Books, confirmed: boolean): Decision {
  const { contract } = books;
  if (contract.mode === 'none') return refused(contract, 'not-started');
  const lock = anyLock(contract);
  if (lock !== undefined) return refused(contract, lockSentence(lock));
  if (!confirmed) return refused(contract, 'discontinue-warning');
  const { contract: bare, tokens } = deregisterAll(books);
  return done(
    { ...bare, mode: 'none' },
    { sentence: 'discontinued' },
    {
      tokens,
      events: [{ kind: 'contract.discontinued', subject: contract.contractId, facts: NO_FACTS }],
    },
  );
}
