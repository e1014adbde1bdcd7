import { sql } from 'kysely';
import type { DomainEvent } from '../domain/decision.ts';
import type { BankEvent } from '../domain/views.ts';
import type { BankParts, BankTransaction } from './parts.ts';

/** What has happened, and who did it. */
export interface NotedEvent extends DomainEvent {
  readonly actor: string;
}

/**
 * Puts on record what has happened: an event for those who watch, and an entry of the audit chain.
 * Last in its transaction: from here on all others wait, so that numbers stand in the order of the
 * commits and none is missing.
 */
export async function recordEvents(
  parts: BankParts,
  db: BankTransaction,
  events: readonly NotedEvent[],
  at: number,
): Promise<readonly BankEvent[]> {
  if (events.length === 0) return [];
  const { sequence: last } = await db
    .updateTable('event_head')
    .set({ sequence: sql<number>`sequence + ${events.length}` })
    .where('id', '=', 1)
    .returning('sequence')
    .executeTakeFirstOrThrow();
  const first = last - events.length + 1;
  const numbered = events.map(({ kind, subject, actor, facts }, index): BankEvent => ({
    sequence: first + index,
    at,
    kind,
    subject,
    actor,
    facts,
  }));
  for (const { sequence, kind, subject, actor, facts } of numbered) {
    const row = { sequence, at_unix_ms: at, kind, subject, actor, facts: JSON.stringify(facts) };
    await db.insertInto('bank_event').values(row).execute();
    await parts.audit.append(db, { kind, subject, actor, facts });
  }
  return numbered;
}
