import type { StaffActor } from '../domain/actor.ts';
import type { EventDesk } from '../domain/bank.ts';
import type { EventPage } from '../domain/event-page.ts';
import type { BankEvent } from '../domain/views.ts';
import { eventFilter } from './event-filter.ts';
import { factsColumn, readJson } from './json-columns.ts';
import type { BankParts } from './parts.ts';
import type { BankEventTable } from './schema.ts';

const MOST_AT_ONCE = 500;

/** Those who listen to what this process does. */
export class Listeners {
  readonly #listeners = new Set<(event: BankEvent) => void>();

  add(listener: (event: BankEvent) => void): () => void {
    const own = (event: BankEvent): void => listener(event);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** A listener that throws keeps nothing from the others, and undoes nothing. */
  tell(events: readonly BankEvent[]): void {
    for (const event of events) {
      for (const listener of this.#listeners) {
        try {
          listener(event);
        } catch {
          // It has only looked on.
        }
      }
    }
  }
}

export class EventBank implements EventDesk {
  readonly #parts: Pick<BankParts, 'database'>;
  readonly #listeners: Listeners;

  constructor(parts: Pick<BankParts, 'database'>, listeners: Listeners) {
    this.#parts = parts;
    this.#listeners = listeners;
  }

  async after(_actor: StaffActor, sequence: number): Promise<readonly BankEvent[]> {
    const rows = await this.#parts.database.read
      .selectFrom('bank_event')
      .selectAll()
      .where('sequence', '>', Number.isSafeInteger(sequence) ? sequence : 0)
      .orderBy('sequence')
      .limit(MOST_AT_ONCE)
      .execute();
    return rows.map(eventOf);
  }

  async latest(_actor: StaffActor, page: EventPage): Promise<readonly BankEvent[]> {
    const rows = await this.#parts.database.read
      .selectFrom('bank_event')
      .selectAll()
      .where(eventFilter(page))
      .orderBy('sequence', 'desc')
      .limit(Math.min(Math.max(page.most, 1), MOST_AT_ONCE))
      .execute();
    return rows.map(eventOf);
  }

  subscribe(_actor: StaffActor, listener: (event: BankEvent) => void): () => void {
    return this.#listeners.add(listener);
  }
}

function eventOf({ at_unix_ms, facts, ...event }: BankEventTable): BankEvent {
  return { ...event, at: at_unix_ms, facts: readJson(factsColumn, facts) };
}
