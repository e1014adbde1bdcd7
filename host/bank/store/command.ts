import type { Decision, DomainEvent } from '../domain/decision.ts';
import type { Reply } from '../domain/reply.ts';
import { type OpenBooks, writeDecision } from './bank-books.ts';
import { type NotedEvent, recordEvents } from './events.ts';
import type { BankParts, BankTransaction } from './parts.ts';

/** A transaction that is under way. */
export interface Command {
  readonly db: BankTransaction;
  /** Unix milliseconds: the bank's own time, one and the same in all of a command. */
  readonly now: number;
  /** Writes what was decided and remembers what is to be recorded. */
  readonly carryOut: <More extends object>(
    books: OpenBooks,
    decision: Decision<More>,
    actor: string,
  ) => Promise<Reply<More>>;
  /** Records what no rule has decided. */
  readonly note: (actor: string, event: DomainEvent) => void;
}

/**
 * One transaction: it locks what it judges, and what it did is told when it is committed. `work` may
 * run again, where the server could not put it in a row with others.
 */
export async function inCommand<T>(
  parts: BankParts,
  work: (command: Command) => Promise<T>,
  now = parts.clock.unixMs(),
): Promise<T> {
  const { result, events } = await parts.database.write(async (db) => {
    const noted: NotedEvent[] = [];
    const command: Command = {
      db,
      now,
      carryOut: async (books, decision, actor) => {
        await writeDecision(db, books, decision);
        for (const event of decision.events) noted.push({ ...event, actor });
        return decision.reply;
      },
      note: (actor, event) => {
        noted.push({ ...event, actor });
      },
    };
    const made = await work(command);
    return { result: made, events: await recordEvents(parts, db, noted, now) };
  });
  parts.publish(events);
  return result;
}
