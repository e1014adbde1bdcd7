import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { EventPage } from '../domain/event-page.ts';
import { like, literal } from './like.ts';
import type { BankSchema } from './schema.ts';

type Build = ExpressionBuilder<BankSchema, 'bank_event'>;

/** What a page of events is restricted to, as one condition; the numbers of the page itself are not. */
export function eventFilter(page: EventPage): (build: Build) => Expression<SqlBool> {
  const { before, kinds, about, from, until } = page;
  return (build) =>
    build.and([
      ...(before === undefined ? [] : [build('sequence', '<', before)]),
      ...(kinds === undefined ? [] : [isOneOf(build, kinds)]),
      ...(about === undefined ? [] : [hasToDoWith(build, about)]),
      ...(from === undefined ? [] : [build('at_unix_ms', '>=', from)]),
      ...(until === undefined ? [] : [build('at_unix_ms', '<', until)]),
    ]);
}

function isOneOf(build: Build, kinds: readonly string[]): Expression<SqlBool> {
  return kinds.length === 0 ? build.lit(false) : build('kind', 'in', kinds);
}

/** A contract, token, user, clerk or program by its whole name: done to it, by it, or said in a fact. */
function hasToDoWith(build: Build, name: string): Expression<SqlBool> {
  const text = literal(name);
  return build.or([
    build('subject', '=', name),
    like('actor', `%:${text}`),
    like('actor', `%:${text}/%`),
    like('actor', `%/${text}`),
    like('actor', `system:% ${text}`),
    like('facts', `%"${text}"%`),
  ]);
}
