import { deregisterAll, forgetWrong } from './books.ts';
import { type Books, type Decision, done } from './decision.ts';
import type { Token } from './token.ts';

/**
 * 利用解約依頼書: every setting goes, locks and accident settings too. A token that was reported is
 * scrapped: nobody knows who has it. Use may be started anew.
 */
export function terminate(books: Books): Decision {
  const { contract: bare, tokens: cancelled } = deregisterAll(books);
  const bySerial = new Map(cancelled.map((token) => [token.serial, token]));
  const tokens = books.tokens
    .map((token) => bySerial.get(token.serial) ?? token)
    .map((token): Token => {
      if (token.state !== 'accident') return forgetWrong(token);
      const { accident: _, before: _before, ...rest } = token;
      return forgetWrong({ ...rest, state: 'scrapped' });
    });
  const { lock: _, ...open } = bare;
  const { contractId } = bare;
  const facts = { deregistered: cancelled.length };
  return done(
    { ...open, state: 'none', mode: 'none', wrongRegistrations: 0 },
    { sentence: 'everything-cleared' },
    { tokens, events: [{ kind: 'contract.terminated', subject: contractId, facts }] },
  );
}
