import { registeredToken, tokenOf } from './books.ts';
import type { Accident, Holder } from './contract.ts';
import { type Books, type Decision, done, refused } from './decision.ts';
import type { AccidentReason, Token } from './token.ts';

const LONGEST_REMARK = 200;

/** 事故設定 by the administrator, for a time: the token stays registered and takes no code. */
export function setAccident(
  books: Books,
  holder: Holder,
  reason: AccidentReason,
  now: number,
): Decision {
  const { contract } = books;
  const token = registeredToken(books, holder);
  if (token === undefined) return refused(contract, 'no-token');
  if (token.state === 'accident') return refused(contract, 'serial-reported');
  return stopped(books, token, { reason, by: 'administrator', at: now });
}

/** Lifts it: the token goes on where it was. */
export function liftAccident(books: Books, holder: Holder): Decision {
  const { contract } = books;
  const token = registeredToken(books, holder);
  if (token === undefined) return refused(contract, 'no-token');
  if (token.accident === undefined) return refused(contract, 'no-accident');
  if (token.accident.by === 'operator') return refused(contract, 'accident-of-bank');
  return lifted(books, [token]);
}

/** The customer has called: stopped at once, and only the bank lifts it. */
export function reportCall(
  books: Books,
  serial: string,
  call: { readonly reason: AccidentReason; readonly remark: string },
  now: number,
): Decision {
  const { contract } = books;
  const token = tokenOf(books, serial);
  if (token === undefined) return refused(contract, 'token-unknown');
  // Of an app that was not activated there is nothing to be lost.
  const isNone = token.kind === 'software' && token.state === 'assigned';
  if (token.state === 'scrapped' || isNone) return refused(contract, 'token-state');
  const decided = stopped(books, token, { reason: call.reason, by: 'operator', at: now });
  const remark = call.remark.slice(0, LONGEST_REMARK).toWellFormed();
  const events = decided.events.map((event) => ({ ...event, facts: { ...event.facts, remark } }));
  return { ...decided, events, reply: { outcome: 'done', sentence: 'call-reported' } };
}

/** By 停止・解除依頼書: whoever has set them. */
export function lifted(books: Books, reported: readonly Token[]): Decision {
  const { contract } = books;
  const tokens = reported.map((token): Token => {
    const { accident: _, before = 'delivered', ...rest } = token;
    return { ...rest, state: before };
  });
  return done(
    contract,
    { sentence: 'accident-lifted' },
    {
      tokens,
      events: tokens.map(({ serial }) => ({
        kind: 'token.accident-lifted',
        subject: serial,
        facts: { contract: contract.contractId },
      })),
    },
  );
}

function stopped({ contract }: Books, token: Token, accident: Accident): Decision {
  const before = token.before ?? token.state;
  const facts = { contract: contract.contractId, reason: accident.reason, by: accident.by };
  return done(
    contract,
    { sentence: 'accident-set' },
    {
      tokens: [{ ...token, state: 'accident', accident, before }],
      events: [{ kind: 'token.accident', subject: token.serial, facts }],
    },
  );
}
