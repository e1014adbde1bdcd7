import type { Decision } from '../domain/decision.ts';
import type { Reply } from '../domain/reply.ts';
import type { BankEvent } from '../domain/views.ts';
import { type OpenBooks, writeDecision } from './bank-books.ts';
import { recordEvents } from './events.ts';
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
  readonly note: (actor: string, event: Decision['events'][number]) => void;
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
    const noted: { readonly actor: string; readonly event: Decision['events'][number] }[] = [];
    const command: Command = {
      db,
      now,
      carryOut: async (books, decision, actor) => {
        await writeDecision(db, books, decision);
        for (const event of decision.events) noted.push({ actor, event });
        return decision.reply;
      },
      note: (actor, event) => {
        noted.push({ actor, event });
      },
    };
    const made = await work(command);
    const recorded: BankEvent[] = [];
    for (const [actor, same] of byActor(noted)) {
      recorded.push(...(await recordEvents(parts, db, same, { actor, now })));
    }
    return { result: made, events: recorded };
  });
  parts.publish(events);
  return result;
}

function byActor(
  noted: readonly { readonly actor: string; readonly event: Decision['events'][number] }[],
): Map<string, Decision['events'][number][]> {
  const found = new Map<string, Decision['events'][number][]>();
  for (const { actor, event } of noted) found.set(actor, [...(found.get(actor) ?? []), event]);
  return found;
}
